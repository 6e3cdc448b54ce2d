package io.hostshift.tune.setting;

import io.hostshift.hotspot.Origin;
import io.hostshift.hotspot.UnavailableException;
import io.hostshift.hotspot.VmFlag;
import java.io.IOException;

/** A flag of the HotSpot that runs this code. */
public final class LiveFlag implements Flag {
  private final VmFlag flag;

  public LiveFlag(VmFlag flag) {
    this.flag = flag;
  }

  @Override
  public long value() {
    return flag.value();
  }

  @Override
  public Origin origin() {
    return flag.origin();
  }

  @Override
  public void write(long value) throws IOException {
    try {
      flag.write(value);
    } catch (UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void writeOrigin(Origin origin) throws IOException {
    try {
      flag.writeOrigin(origin);
    } catch (UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
