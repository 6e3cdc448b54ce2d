package io.hostshift.agent;

import io.hostshift.tune.Tuner;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.NanoClock;

/** One step of the running agent: poll, follow the heap, make up for what had to wait. */
final class Watching implements Duty.Step {
  private final HostWatcher watcher;
  private final BlockingWatch blocking;
  private final Tuner tuner;
  private final Consequences consequences;
  private final Interval interval;
  private final NanoClock clock;
  private volatile long polls;
  private volatile long lastPollNanos;

  Watching(
      HostWatcher watcher,
      BlockingWatch blocking,
      Tuner tuner,
      Consequences consequences,
      Interval interval,
      NanoClock clock) {
    this.watcher = watcher;
    this.blocking = blocking;
    this.tuner = tuner;
    this.consequences = consequences;
    this.interval = interval;
    this.clock = clock;
  }

  @Override
  public long take() {
    return Math.min(poll(), interval.leastNanos);
  }

  private long poll() {
    long begin = clock.nanos();
    long due = watcher.poll(blocking.drain());
    lastPollNanos = clock.nanos() - begin;
    polls = polls + 1;
    tuner.lookAgain();
    consequences.catchUp(watcher.profile());
    return due;
  }

  /** Polls until nothing is left to be confirmed, at most a few times. */
  void pollNow() {
    for (int i = 0; i < 3 && poll() <= HostWatcher.CONFIRM_NANOS; i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(HostWatcher.CONFIRM_NANOS);
    }
  }

  long polls() {
    return polls;
  }

  long lastPollNanos() {
    return lastPollNanos;
  }

  long intervalNanos() {
    return interval.leastNanos;
  }
}
