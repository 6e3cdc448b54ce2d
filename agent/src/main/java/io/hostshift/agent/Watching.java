package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.base.NanoClock;
import io.hostshift.host.MigrationModel;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.notice.Notices;
import io.hostshift.report.Consequences;
import io.hostshift.source.ReadState;
import io.hostshift.source.capacity.Busyness;
import io.hostshift.tune.Tuner;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.ModelFinding;
import io.hostshift.watch.Schedule;
import io.hostshift.watch.SourceStatus;
import java.util.ArrayList;
import java.util.List;

/** One step of the running agent: poll, follow the heap, make up for what had to wait. */
final class Watching implements Duty.Step {
  /** A service may answer late, or a channel be opened while the JVM runs. */
  private static final int MODEL_POLLS = 64;

  /** What was moved seldom moves away by itself, and to compare it costs as much as a poll does. */
  private static final int COMPARED_POLLS = 16;

  private final HostWatcher watcher;
  private final BlockingWatch blocking;
  private final Tuner tuner;
  private final Consequences consequences;
  private final Schedule schedule;
  private final Busyness busyness;
  private final String hypervisor;
  private final Notices notices;
  private final NoticeBoard board;
  private final boolean rare;
  private final NanoClock clock;
  private boolean suspects;
  private volatile long waitNanos;
  private volatile long polls;
  private volatile long lastPollNanos;

  /**
   * @param rare whether polls may be far apart where moves are announced
   */
  Watching(
      HostWatcher watcher,
      BlockingWatch blocking,
      Tuner tuner,
      Consequences consequences,
      Schedule schedule,
      Busyness busyness,
      String hypervisor,
      Notices notices,
      NoticeBoard board,
      boolean rare,
      NanoClock clock) {
    this.watcher = watcher;
    this.blocking = blocking;
    this.tuner = tuner;
    this.consequences = consequences;
    this.schedule = schedule;
    this.busyness = busyness;
    this.hypervisor = hypervisor;
    this.notices = notices;
    this.board = board;
    this.rare = rare;
    this.clock = clock;
    this.waitNanos = schedule.waitNanos(MigrationModel.TRANSPARENT, false, 0);
  }

  @Override
  public long take() {
    long due = poll();
    waitNanos = schedule.waitNanos(heard(), board.expecting(), busy());
    return Math.min(due, waitNanos);
  }

  /** An interval that somebody asked for is kept to. */
  private MigrationModel heard() {
    return rare ? notices.strongest() : MigrationModel.TRANSPARENT;
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
    suspects = due <= HostWatcher.CONFIRM_NANOS;
    lastPollNanos = clock.nanos() - begin;
    polls = polls + 1;
    notices.poll();
    board.step();
    if (polls % COMPARED_POLLS == 0) {
      tuner.lookAgain(watcher.profile());
    } else {
      tuner.follow();
    }
    consequences.catchUp(watcher.profile());
    if (polls % MODEL_POLLS == 1) {
      watcher.model(model().model());
    }
    return due;
  }

  /** The migration model as the sources show it by now, with the reason. */
  ModelFinding model() {
    List<String> readable = new ArrayList<>();
    for (SourceStatus source : watcher.sources()) {
      add(source, readable);
    }
    for (SourceStatus source : blocking.sources()) {
      add(source, readable);
    }
    return ModelFinding.of(hypervisor, readable, notices.heard());
  }

  private static void add(SourceStatus source, List<String> readable) {
    if (source.state() == ReadState.READABLE) {
      readable.add(source.name());
    }
  }

  /** Whether the last poll saw something that is yet to be confirmed. On the agent's thread. */
  boolean suspects() {
    return suspects;
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
