package io.hostshift.it.qemu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Lines as they come, each with the time at which it came. Never forgets one. */
public final class LineLog {
  private static final String CRASH = "A fatal error has been detected by the Java Runtime";

  /** Until it has said why. */
  private static final long LAST_WORDS_NANOS = 3_000_000_000L;

  private final List<TimedLine> lines = new ArrayList<>();
  private boolean ended;
  private boolean crashed;
  private long crashedNanos;

  /** Reads lines on a thread of its own until the stream ends. */
  static LineLog of(String name, InputStream in) {
    LineLog log = new LineLog();
    Thread thread = new Thread(() -> log.readAll(in), name);
    thread.setDaemon(true);
    thread.start();
    return log;
  }

  /** All lines until now. */
  public synchronized List<TimedLine> all() {
    return List.copyOf(lines);
  }

  /** The texts of all lines until now. */
  public List<String> texts() {
    return all().stream().map(TimedLine::text).toList();
  }

  /**
   * The first line, of those that came already or are still to come, that fits.
   *
   * @throws IllegalStateException naming the last lines, when none came in time, or a JVM of the
   *     guest has crashed
   */
  public TimedLine await(Predicate<String> wanted, Duration limit) {
    return awaitFrom(0, wanted, limit);
  }

  /** As {@link #await}, but skips the first lines; {@code all().size()} waits for a new one. */
  public synchronized TimedLine awaitFrom(int first, Predicate<String> wanted, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (int next = first; ; next++) {
      while (lines.size() <= next) {
        long until = crashed ? Math.min(end, crashedNanos + LAST_WORDS_NANOS) : end;
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0 || ended) {
          String last = String.join("\n  ", texts().subList(Math.max(0, next - 20), next));
          throw new IllegalStateException(
              "No such line " + (ended ? "before the end" : "within " + limit) + ":\n  " + last);
        }
        pause(left);
      }
      if (wanted.test(lines.get(next).text())) {
        return lines.get(next);
      }
    }
  }

  /** The latest line that fits. */
  public Optional<TimedLine> latest(Predicate<String> wanted) {
    return all().stream().filter(line -> wanted.test(line.text())).reduce((a, b) -> b);
  }

  private void readAll(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        add(new TimedLine(Instant.now(), text));
      }
    } catch (IOException e) {
      add(new TimedLine(Instant.now(), "(no more lines: " + e + ")"));
    } finally {
      end();
    }
  }

  private synchronized void add(TimedLine line) {
    lines.add(line);
    if (!crashed && line.text().contains(CRASH)) {
      crashed = true;
      crashedNanos = System.nanoTime();
    }
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a line", e);
    }
  }
}
