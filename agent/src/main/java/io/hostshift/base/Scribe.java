package io.hostshift.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Writes to one place that may keep whoever writes there waiting for ever: a pipe that nobody
 * reads, a file system that hangs. Who gives it a text never waits. Texts are written in order, on
 * a thread that is there only while there is something to write.
 *
 * <p>A thousand texts wait, or a million characters; what comes then is dropped and counted, and
 * what waits already stays.
 */
public final class Scribe {
  /** Writes one text. What keeps it from that it says itself. */
  public interface Pen {
    void write(String text);
  }

  static final int MOST_WAITING = 1000;
  static final int MOST_CHARACTERS = 1 << 20;

  /** How long the thread waits for more: each line of a busy moment would begin another one. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A place that has taken nothing for as long is worth a word. */
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String thread;
  private final String place;
  private final String text;
  private final Pen pen;
  private final NanoClock clock;
  private final Deque<String> waiting = new ArrayDeque<>();
  private LongFunction<String> gap = dropped -> null;
  private long notBefore;
  private boolean held;
  private Thread worker;
  private boolean writing;
  private boolean ended;
  private long characters;
  private long dropped;
  private long droppedAndSaid;
  private long beganNanos;

  /**
   * @param thread the name of its thread
   * @param place as the beginning of a sentence, such as "standard error"
   * @param text what is written, one of it, such as "line"
   */
  public Scribe(String thread, String place, String text, NanoClock clock, Pen pen) {
    this.thread = thread;
    this.place = place;
    this.text = text;
    this.clock = clock;
    this.pen = pen;
  }

  /**
   * Has a text written where some could not be, once others can be again.
   *
   * @param text of how many they were
   */
  public Scribe gap(LongFunction<String> text) {
    gap = text;
    return this;
  }

  /** Has nothing written before this moment of the clock, unless all is to end. */
  public synchronized void hold(long untilNanos) {
    notBefore = untilNanos;
    held = true;
  }

  /**
   * From any thread; never waits.
   *
   * @return whether to write it
   */
  public synchronized boolean write(String text) {
    if (ended
        || waiting.size() >= MOST_WAITING
        || characters + text.length() > MOST_CHARACTERS && !waiting.isEmpty()) {
      dropped++;
      return false;
    }
    waiting.add(text);
    characters += text.length();
    if (worker == null) {
      begin();
    } else {
      notifyAll();
    }
    return true;
  }

  /** Where no thread can be had the texts wait for the next one that is given. */
  private void begin() {
    Thread starting = AgentThread.of(thread, this::work);
    try {
      starting.start();
      worker = starting;
    } catch (OutOfMemoryError e) {
      worker = null;
    }
  }

  private void work() {
    for (String text = next(); text != null; text = next()) {
      // An application may interrupt all threads that it finds, and a channel would be closed.
      Thread.interrupted();
      try {
        pen.write(text);
      } catch (RuntimeException | Error e) {
        lost();
      }
    }
  }

  private synchronized void lost() {
    dropped++;
  }

  /** Null once there has been nothing for a while, and the thread is to end. */
  private synchronized String next() {
    writing = false;
    awaitMoment();
    if (waiting.isEmpty()) {
      String missing = dropped > droppedAndSaid ? gap.apply(dropped - droppedAndSaid) : null;
      droppedAndSaid = dropped;
      if (missing != null) {
        return started(missing);
      }
      notifyAll();
      linger();
    }
    String text = waiting.poll();
    if (text == null) {
      worker = null;
      return null;
    }
    characters -= text.length();
    return started(text);
  }

  private String started(String text) {
    writing = true;
    beganNanos = clock.nanos();
    return text;
  }

  private void awaitMoment() {
    for (long left = notBefore - clock.nanos();
        held && !ended && left > 0;
        left = notBefore - clock.nanos()) {
      await(left);
    }
    held = false;
  }

  private void linger() {
    long end = clock.nanos() + LINGER_NANOS;
    for (long left = LINGER_NANOS;
        waiting.isEmpty() && !ended && left > 0;
        left = end - clock.nanos()) {
      await(left);
    }
  }

  private void await(long nanos) {
    try {
      wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    } catch (InterruptedException e) {
      // By somebody who interrupts all threads that he finds.
      return;
    }
  }

  /** Whether its thread is at a text, for as long as the place takes it. */
  synchronized boolean writes() {
    return writing;
  }

  /** How many texts were not written. */
  public synchronized long dropped() {
    return dropped;
  }

  /** What somebody should look at, as a sentence; null if all is well. */
  public synchronized String trouble() {
    long nanos = writing ? clock.nanos() - beganNanos : 0;
    String missing =
        dropped == 0 ? null : counted(dropped) + (dropped == 1 ? " was" : " were") + " not said";
    if (nanos < STUCK_NANOS) {
      return missing == null ? null : missing + ", as " + place + " took nothing in time";
    }
    return place
        + " has taken nothing for "
        + TimeUnit.NANOSECONDS.toSeconds(nanos)
        + " s: "
        + counted(waiting.size() + 1)
        + (waiting.isEmpty() ? " waits" : " wait")
        + (missing == null ? "" : ", " + missing);
  }

  private String counted(long number) {
    return number + " " + text + (number == 1 ? "" : "s");
  }

  /** What stays where its thread has not ended, as a part of a sentence. */
  public String remains() {
    return "a thread that waits for " + place + "; it ends once that takes what was said";
  }

  /**
   * Waits for all to be written, within the time.
   *
   * @return whether it is
   */
  public synchronized boolean flush(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while ((writing || !waiting.isEmpty()) && worker != null && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return !writing && waiting.isEmpty();
  }

  /**
   * Takes no more, and has its thread end once what waits is written; waits for that within the
   * time.
   *
   * @return whether it has ended
   */
  public boolean end(long millis) {
    Thread ending;
    synchronized (this) {
      ended = true;
      notifyAll();
      ending = worker;
    }
    return ending == null || AgentThread.awaitEnd(ending, millis);
  }
}
