package io.hostshift.tune.collector;

import io.hostshift.hotspot.Markers;
import java.io.IOException;

/** Markers that note what they were limited to, and refuse when told to. */
final class FakeMarkers implements Markers {
  private final int atStart;
  private int limit;
  private boolean made = true;
  private boolean refusing;
  int writes;

  FakeMarkers(int atStart) {
    this.atStart = atStart;
    this.limit = atStart;
  }

  /** As on 27 before G1 has marked. */
  FakeMarkers notMade() {
    made = false;
    return this;
  }

  void make() {
    made = true;
  }

  void refuse() {
    refusing = true;
  }

  @Override
  public boolean made() {
    return made;
  }

  @Override
  public int limit() {
    return made ? limit : atStart;
  }

  @Override
  public void limitTo(int markers) throws IOException {
    if (refusing || !made) {
      throw new IOException("refused as told");
    }
    limit = markers;
    writes++;
  }
}
