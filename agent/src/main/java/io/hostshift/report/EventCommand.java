package io.hostshift.report;

import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import io.hostshift.base.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs an operator's command for each event once it has settled, with the journal's line on its
 * standard input: one after another on a thread of its own, each for ten seconds at most, and no
 * more than sixteen may wait. What it prints is not kept.
 */
public final class EventCommand implements ReportListener {
  /** How long the command may take. */
  public static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  static final int MOST_WAITING = 16;

  /** Runs a program to its end. */
  public interface Runner {
    byte[] run(List<String> argv, byte[] input) throws IOException;
  }

  private final List<String> argv;
  private final Runner runner;
  private final Trouble missing;
  private final Trouble failed;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final SteadyThread thread = new SteadyThread("hostshift-onEvent", this::turn, () -> {});
  private boolean dropping;
  private boolean failing;

  /**
   * @param argv the program as an absolute path, and its arguments
   * @throws IllegalArgumentException if the path is not absolute
   */
  public EventCommand(List<String> argv, Runner runner, Log log) {
    if (!new File(argv.get(0)).isAbsolute()) {
      throw new IllegalArgumentException(argv.get(0) + " is not an absolute path");
    }
    this.argv = argv;
    this.runner = runner;
    this.missing = new Trouble(log);
    this.failed = new Trouble(log);
  }

  public void start() {
    thread.start();
  }

  /** On the agent's thread, which never waits for the command. */
  @Override
  public void settled(Report report) {
    boolean taken = waiting.offer(EventJson.line(report) + "\n");
    if (!taken && !dropping) {
      missing.begins(
          "onEvent: "
              + MOST_WAITING
              + " events wait for "
              + argv.get(0)
              + " already; until it has caught up it misses what comes");
    }
    dropping = !taken;
    if (taken) {
      missing.over();
    }
  }

  private void turn() throws InterruptedException {
    give(waiting.take());
  }

  /** Hands the next event over, if one waits, on the calling thread. */
  void step() {
    String event = waiting.poll();
    if (event != null) {
      give(event);
    }
  }

  /** One line in the log for a command that keeps failing, not one for each event. */
  private void give(String event) {
    try {
      runner.run(argv, event.getBytes(StandardCharsets.UTF_8));
      failing = false;
      failed.over();
    } catch (IOException | RuntimeException | Error e) {
      if (!failing && thread.running()) {
        failed.begins("onEvent: " + argv.get(0) + " " + e.getMessage());
      }
      failing = true;
    }
  }

  long threadId() {
    return thread.id();
  }

  /** A command that is running is ended. */
  public void stop() {
    thread.stop();
  }
}
