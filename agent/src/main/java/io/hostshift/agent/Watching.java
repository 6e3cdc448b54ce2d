package io.hostshift.agent;

import io.hostshift.host.MigrationModel;
import io.hostshift.source.Busyness;
import io.hostshift.tune.Tuner;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.NanoClock;
import io.hostshift.watch.Schedule;

/** One step of the running agent: poll, follow the heap, make up for what had to wait. */
final class Watching implements Duty.Step {
  private final HostWatcher watcher;
  private final BlockingWatch blocking;
  private final Tuner tuner;
  private final Consequences consequences;
  private final Schedule schedule;
  private final Busyness busyness;
  private final NanoClock clock;
  private volatile long waitNanos;
  private volatile long polls;
  private volatile long lastPollNanos;

  Watching(
      HostWatcher watcher,
      BlockingWatch blocking,
      Tuner tuner,
      Consequences consequences,
      Schedule schedule,
      Busyness busyness,
      NanoClock clock) {
    this.watcher = watcher;
    this.blocking = blocking;
    this.tuner = tuner;
    this.consequences = consequences;
    this.schedule = schedule;
    this.busyness = busyness;
    this.clock = clock;
    this.waitNanos = schedule.waitNanos(MigrationModel.TRANSPARENT, false, 0);
  }

  @Override
  public long take() {
    long due = poll();
    waitNanos = schedule.waitNanos(MigrationModel.TRANSPARENT, false, busy());
    return Math.min(due, waitNanos);
  }

  /** Looked at only where it matters. */
  private double busy() {
    return schedule.isRange()
        ? busyness.read(Math.max(1, watcher.profile().capacity().processors()))
        : 0;
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

  /** The time between two polls at present. */
  long intervalNanos() {
    return waitNanos;
  }
}
