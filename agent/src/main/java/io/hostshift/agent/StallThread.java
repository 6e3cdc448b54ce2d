package io.hostshift.agent;

import io.hostshift.hotspot.SafepointTime;
import io.hostshift.hotspot.UnavailableException;
import io.hostshift.pause.Pause;
import io.hostshift.pause.StallMeter;
import io.hostshift.report.Log;
import io.hostshift.source.ProcessorWait;
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
  private final Instrumentation instrumentation;
  private final Log log;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile StallMeter meter;

  private StallThread(Instrumentation instrumentation, Log log) {
    this.instrumentation = instrumentation;
    this.log = log;
    thread = new Thread(this::run, "hostshift-stalls");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  static StallThread start(Instrumentation instrumentation, Log log) {
    StallThread started = new StallThread(instrumentation, log);
    started.thread.start();
    return started;
  }

  private void run() {
    try (ProcessorWait wait = ProcessorWait.ofThisThread();
        Selector selector = Selector.open()) {
      StallMeter stepped = new StallMeter(new LiveCounters(safepoints(), wait));
      meter = stepped;
      while (running) {
        stepped.step();
        selector.select(TimeUnit.NANOSECONDS.toMillis(StallMeter.PERIOD_NANOS));
      }
    } catch (IOException | RuntimeException | Error e) {
      log.error("the cause of pauses is not measured any more, all else works: " + e);
    }
  }

  private SafepointTime safepoints() {
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
    running = false;
  }
}
