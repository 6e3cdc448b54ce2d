package io.hostshift.tune.collector;

import io.hostshift.hotspot.Gang;
import java.io.IOException;

/** A set of workers that notes what it was limited to, and refuses when told to. */
public final class FakeGang implements Gang {
  private int limit;
  private boolean refusing;
  private boolean made = true;

  public FakeGang(int workers) {
    limit = workers;
  }

  void refuse() {
    refusing = true;
  }

  void made(boolean all) {
    made = all;
  }

  @Override
  public boolean made() {
    return made;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void limitTo(int workers) throws IOException {
    if (refusing) {
      throw new IOException("refused as told");
    }
    limit = workers;
  }
}
