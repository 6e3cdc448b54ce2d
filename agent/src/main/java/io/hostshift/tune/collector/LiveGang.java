package io.hostshift.tune.collector;

import io.hostshift.hotspot.UnavailableException;
import io.hostshift.hotspot.WorkerGang;
import java.io.IOException;

/** The set of workers of the HotSpot that runs this code. */
public final class LiveGang implements GangWorkers.Gang {
  private final WorkerGang gang;

  public LiveGang(WorkerGang gang) {
    this.gang = gang;
  }

  @Override
  public int limit() {
    return gang.limit();
  }

  @Override
  public void limitTo(int workers) throws IOException {
    try {
      gang.limitTo(workers);
    } catch (UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
