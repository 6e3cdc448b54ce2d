package io.hostshift.watch;

import io.hostshift.base.NanoClock;
import io.hostshift.host.HostProfile;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.util.Queue;

/**
 * One source that may have to wait, and when it is due. Stepped on a thread of its own, so that
 * nothing else waits for it.
 */
public final class BlockingStep {
  private final SourceWatch watch;
  private final NanoClock clock;
  private final long intervalNanos;
  private final Queue<Reading> answers;
  private volatile SourceStatus status;
  private long endNanos;

  BlockingStep(Source source, NanoClock clock, long intervalNanos, Queue<Reading> answers) {
    this.watch = new SourceWatch(source);
    this.clock = clock;
    this.intervalNanos = intervalNanos;
    this.answers = answers;
  }

  public String name() {
    return watch.source().name();
  }

  /**
   * Reads once.
   *
   * @param profile the watcher's latest
   * @return after how many nanoseconds the next read is due
   */
  public long take(HostProfile profile) {
    Reading reading = watch.poll(profile, clock);
    endNanos = clock.nanos();
    status = SourceStatus.of(name(), watch.last(), watch.readNanos());
    if (reading != null) {
      answers.add(reading);
    }
    if (watch.suspect()) {
      return HostWatcher.CONFIRM_NANOS;
    }
    return watch.source().restNanos(intervalNanos);
  }

  /** After how many nanoseconds from now it may be read if something hints at a change. */
  public long leastRestNanos() {
    return Math.max(0, endNanos + watch.source().leastRestNanos() - clock.nanos());
  }

  /** Ends a read that only waits for news; from any thread. */
  public void hurry() {
    watch.source().hurry();
  }

  /** Null before the first read has ended. */
  SourceStatus status() {
    return status;
  }
}
