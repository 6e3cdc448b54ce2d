package io.hostshift.watch;

import io.hostshift.base.FakeClock;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A watcher on fake sources and a fake clock, with what its listener heard. */
public final class WatcherBench {
  /** How long an event here stays open. */
  static final long SETTLE_MILLIS = 10_000;

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final FakeClock clock = new FakeClock();
  private final FakeListener heard = new FakeListener();
  private final HostHistory history = new HostHistory(64);
  private final HostWatcher watcher;
  private long nextStep = Long.MAX_VALUE;

  WatcherBench(Match match, long settleMillis, Source... sources) {
    List<Source> all = new ArrayList<>(Arrays.asList(sources));
    long settleNanos = TimeUnit.MILLISECONDS.toNanos(settleMillis);
    watcher = new HostWatcher(all, clock, clock, settleNanos, match, history, heard);
    watcher.baseline(source -> true);
  }

  /** With its baseline read. */
  public static WatcherBench on(Source... sources) {
    return new WatcherBench(Match.ANY, SETTLE_MILLIS, sources);
  }

  static WatcherBench matching(Match match, Source... sources) {
    return new WatcherBench(match, SETTLE_MILLIS, sources);
  }

  /** One step, now. */
  WatcherBench poll() {
    return poll(Collections.<Reading>emptyList());
  }

  WatcherBench poll(List<Reading> answers) {
    nextStep = watcher.poll(answers);
    return this;
  }

  /** What the last step said of the next. */
  long nextStepNanos() {
    return nextStep;
  }

  /** As the agent would poll in this time: each second, and earlier where the watcher asks. */
  public WatcherBench run(long millis) {
    long end = clock.millis() + millis;
    do {
      poll();
      clock.advanceNanos(Math.max(1, Math.min(nextStep, INTERVAL_NANOS)));
    } while (clock.millis() < end);
    return this;
  }

  /** Polls until what the sources say now is confirmed. */
  public WatcherBench confirm() {
    poll();
    clock.advanceNanos(HostWatcher.CONFIRM_NANOS);
    return poll();
  }

  /** Until the open event has settled. */
  public WatcherBench settle() {
    clock.advanceMillis(SETTLE_MILLIS);
    return poll();
  }

  public FakeClock clock() {
    return clock;
  }

  public FakeListener heard() {
    return heard;
  }

  /** The history, as of now. */
  public List<KnownHost> hosts() {
    return history.hosts(clock.millis());
  }

  public HostHistory history() {
    return history;
  }

  public HostWatcher watcher() {
    return watcher;
  }
}
