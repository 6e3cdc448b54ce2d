package io.hostshift.it.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What has come out of a stream so far, line by line. */
public final class Lines {
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  /** The lines of this stream, read by a daemon thread until it ends. */
  public static Lines of(InputStream stream) {
    Lines lines = new Lines();
    Thread reader = new Thread(() -> lines.readAll(stream), "lines");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  /** Lets a line come from elsewhere, such as a container's log. */
  public synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  /** No line comes any more. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** All lines so far. */
  public synchronized List<String> all() {
    return List.copyOf(lines);
  }

  /**
   * The first line, from the beginning of the stream, that contains this; waits for it.
   *
   * @throws AssertionError with all that came, where the stream ends or the limit passes without it
   */
  public String await(String part, Duration limit) {
    return await("a line with '" + part + "'", line -> line.contains(part), limit);
  }

  /** As {@link #await(String, Duration)}, for any condition; {@code what} names it in the error. */
  public synchronized String await(String what, Predicate<String> condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int seen = 0;
    while (true) {
      for (; seen < lines.size(); seen++) {
        if (condition.test(lines.get(seen))) {
          return lines.get(seen);
        }
      }
      if (ended) {
        throw new AssertionError("the stream ended without " + what + ":\n" + this);
      }
      if (!pause(end)) {
        throw new AssertionError("not within " + limit + ": " + what + ":\n" + this);
      }
    }
  }

  /** The line that comes after the first so many; waits for it. */
  public synchronized String awaitNext(int before, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (lines.size() <= before) {
      if (ended || !pause(end)) {
        throw new AssertionError("no further line within " + limit + ":\n" + this);
      }
    }
    return lines.get(before);
  }

  /** Waits until the stream has ended, so that {@link #all} is all there will ever be. */
  public synchronized Lines awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ended) {
      if (!pause(end)) {
        throw new AssertionError("the stream did not end within " + limit + ":\n" + this);
      }
    }
    return this;
  }

  @Override
  public synchronized String toString() {
    return String.join("\n", lines);
  }

  private boolean pause(long end) {
    long millis = (end - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      return false;
    }
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a line", e);
    }
  }

  private void readAll(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The pipe of a process that was ended breaks; the reason is part of what came out.
      add("(" + e.getMessage() + ")");
    } finally {
      end();
    }
  }
}
