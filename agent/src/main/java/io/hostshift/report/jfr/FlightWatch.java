package io.hostshift.report.jfr;

import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.host.Capacity;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeListener;
import io.hostshift.pause.Pause;
import io.hostshift.report.Report;
import io.hostshift.report.ReportListener;
import io.hostshift.tune.Outcome;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Tells JFR of events while it records, and measures pauses meanwhile. On the agent's thread, but
 * for {@link #stop}.
 */
public final class FlightWatch implements ReportListener, NoticeListener {
  private final Instrumentation instrumentation;
  private final Log log;
  private final NanoClock clock;
  private final FlightEvents events;
  private volatile StallThread stalls;
  private long polledNanos;
  private long polledBeforeNanos;
  private long sequence;
  private long fromNanos;
  private long toNanos;

  public FlightWatch(Instrumentation instrumentation, Log log, NanoClock clock) {
    this.instrumentation = instrumentation;
    this.log = log;
    this.clock = clock;
    this.events = new FlightEvents(log::error);
    this.polledNanos = clock.nanos();
    this.polledBeforeNanos = polledNanos;
  }

  /**
   * A poll begins.
   *
   * @param suspecting whether the last one saw something that is yet to be confirmed: then what
   *     happened did so before that one
   */
  public void polling(boolean suspecting) {
    boolean recording = events.recording();
    if (recording && stalls == null) {
      stalls = StallThread.start(instrumentation, log);
    } else if (!recording && stalls != null) {
      stalls.stop();
      stalls = null;
    }
    if (!suspecting) {
      polledBeforeNanos = polledNanos;
      polledNanos = clock.nanos();
      if (recording) {
        events.polling();
      }
    }
  }

  /** What follows from it, such as a retuning, is not part of what happened. */
  @Override
  public void noticing() {
    toNanos = clock.nanos();
    events.noticing();
  }

  @Override
  public void changed(Report report, boolean raised) {
    if (report.event().sequence() != sequence) {
      sequence = report.event().sequence();
      fromNanos = polledBeforeNanos;
      events.detected(report, pause());
    } else if (raised) {
      events.raised(report, pause());
    }
    events.retuned(sequence, report.outcomes());
  }

  @Override
  public void retuned(long forSequence, List<Outcome> outcomes) {
    events.retuned(forSequence, outcomes);
  }

  @Override
  public void memory(String warning, long largest, Capacity capacity) {
    events.outgrowth(warning, largest, capacity);
  }

  @Override
  public void settled(Report report) {
    events.settled(report, report.event().sequence() == sequence ? pause() : Pause.NOT_MEASURED);
  }

  @Override
  public void noticed(Notice notice, String message) {
    events.noticed(notice, message);
  }

  private Pause pause() {
    StallThread measuring = stalls;
    return measuring == null
        ? Pause.NOT_MEASURED
        : measuring.between(fromNanos, toNanos, clock.nanos());
  }

  /** Once the agent's thread has ended. */
  public void stop() {
    if (stalls != null) {
      stalls.stop();
    }
    events.unregister();
  }
}
