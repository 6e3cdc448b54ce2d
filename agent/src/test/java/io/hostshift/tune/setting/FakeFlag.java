package io.hostshift.tune.setting;

import io.hostshift.hotspot.DisbelievedException;
import io.hostshift.hotspot.Flag;
import io.hostshift.hotspot.Origin;
import java.io.IOException;

/** A flag that notes how often it is written, and refuses when told to. */
public final class FakeFlag implements Flag {
  private long value;
  private Origin origin;
  private boolean refusing;
  private boolean deaf;
  private boolean disbelieved;
  private int writes;

  public FakeFlag(long value, Origin origin) {
    this.value = value;
    this.origin = origin;
  }

  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** From now on writes seem to work, and change nothing. */
  public void ignoreWrites() {
    deaf = true;
  }

  /** From now on the JVM itself says something else of it. */
  public void disbelieve() {
    disbelieved = true;
  }

  public int writes() {
    return writes;
  }

  @Override
  public long value() {
    return value;
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public void write(long newValue) throws IOException {
    check();
    value = deaf ? value : newValue;
  }

  @Override
  public void writeOrigin(Origin newOrigin) throws IOException {
    check();
    origin = deaf ? origin : newOrigin;
  }

  private void check() throws IOException {
    if (disbelieved) {
      throw new DisbelievedException("the JVM itself says otherwise");
    }
    if (refusing) {
      throw new IOException("refused as told");
    }
    writes++;
  }
}
