package io.hostshift.testapp.demo;

import java.util.function.LongConsumer;

/** A clock that goes on when somebody waits, and lets the agent have its turn meanwhile. */
final class FakePace implements Pace {
  static final long BEGIN = 1_800_000_000_000L;
  private final LongConsumer meanwhile;
  long now = BEGIN;

  FakePace(LongConsumer meanwhile) {
    this.meanwhile = meanwhile;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void pause(long millis) {
    now += millis;
    meanwhile.accept(now);
  }
}
