package io.hostshift.report.jfr;

import io.hostshift.base.Failures;
import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.SafepointTime;
import io.hostshift.pause.Counters;
import io.hostshift.pause.Pause;
import io.hostshift.pause.StallMeter;
import io.hostshift.source.capacity.ProcessorWait;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * The thread that is measured for stalls: there is one while JFR records migrations.
 *
 * <p>It waits in a selector that nothing is registered with, since JFR has an event for each other
 * way in which a Java thread can wait for 20 ms, and a recording would be full of them.
 */
final class StallThread {
  /** What is measured, of the calling thread. */
  interface Measured {
    Counters with(ProcessorWait wait);
  }

  private final Measured measured;
  private final Failures failures;
  private final SteadyThread thread;
  private volatile StallMeter meter;

  private StallThread(Measured measured, Log log) {
    this.measured = measured;
    failures =
        new Failures("the cause of pauses is not measured for half a minute, all else works", log);
    thread = new SteadyThread("hostshift-stalls", this::turn, () -> {});
  }

  static StallThread start(Instrumentation instrumentation, Log log) {
    return start(wait -> new LiveCounters(safepoints(instrumentation, log), wait), log);
  }

  static StallThread start(Measured measured, Log log) {
    StallThread started = new StallThread(measured, log);
    started.thread.start();
    return started;
  }

  private void turn() throws InterruptedException {
    try {
      measure();
      failures.none();
    } catch (IOException | RuntimeException | Error e) {
      // It would say that nothing stalled.
      meter = null;
      failures.add(e);
      TimeUnit.NANOSECONDS.sleep(SteadyThread.AFTER_FAILURE_NANOS);
    }
  }

  private void measure() throws IOException {
    try (ProcessorWait wait = ProcessorWait.ofThisThread();
        Selector selector = Selector.open()) {
      StallMeter stepped = new StallMeter(measured.with(wait));
      meter = stepped;
      while (thread.running()) {
        stepped.step();
        // A selector does not wait on a thread that somebody has interrupted.
        Thread.interrupted();
        selector.select(TimeUnit.NANOSECONDS.toMillis(StallMeter.PERIOD_NANOS));
      }
    }
  }

  private static SafepointTime safepoints(Instrumentation instrumentation, Log log) {
    try {
      return SafepointTime.open(instrumentation);
    } catch (UnavailableException e) {
      log.debug("pauses are never called a blackout: " + e.getMessage());
      return null;
    }
  }

  /** See {@link StallMeter#between}. */
  Pause between(long fromNanos, long toNanos, long setByNanos) {
    StallMeter measuring = meter;
    return measuring == null
        ? Pause.NOT_MEASURED
        : measuring.between(fromNanos, toNanos, setByNanos);
  }

  /** It ends within a period. */
  void stop() {
    thread.stop();
  }
}
