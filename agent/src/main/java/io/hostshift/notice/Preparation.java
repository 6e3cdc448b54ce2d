package io.hostshift.notice;

import io.hostshift.base.AgentThread;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Collects and gives memory back before a move, so that there is less to copy ({@code prepare=gc}).
 * On a thread of its own: a collection can neither be bounded nor ended. So it is left out if twice
 * the last one would outlast the notice, and the JVMs of a guest take turns.
 */
public final class Preparation {
  /** What is left where a hypervisor does not say. */
  static final long UNKNOWN_MILLIS = TimeUnit.SECONDS.toMillis(10);

  /** A collection long before the move would have to be made again. */
  private static final long SOON_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private static final long LOOK_MILLIS = 50;

  private final Release heap;
  private final boolean answers;
  private final GuestLock turn;
  private final BooleanSupplier forbidden;
  private final NanoClock clock;
  private final Log log;

  /** What is collected. */
  interface Release {
    /** How long a collection takes, as far as that can be told. */
    long expectedMillis();

    /** Collects. What was given back in words, or why nothing was. */
    String release();
  }

  /**
   * @param heap null where there is nothing to prepare
   * @param answers whether this agent answers, after which a move may follow at once
   * @param turn null if no other JVM can be seen
   * @param forbidden whether nothing may be changed now
   */
  public Preparation(
      Release heap,
      boolean answers,
      GuestLock turn,
      BooleanSupplier forbidden,
      NanoClock clock,
      Log log) {
    this.heap = heap;
    this.answers = answers;
    this.turn = turn;
    this.forbidden = forbidden;
    this.clock = clock;
    this.log = log;
  }

  /** Whether to prepare for this at all. */
  private boolean concerns(Notice notice) {
    return heap != null
        && (notice.kind() == NoticeKind.MIGRATION || notice.kind() == NoticeKind.PAUSE);
  }

  /** Whether an answer from here waits until this is prepared for. */
  boolean delays(Notice notice) {
    return answers && concerns(notice);
  }

  /** Whether to prepare for it now: it may begin soon, or waits for an answer from here. */
  boolean isDue(Notice notice, long leftMillis) {
    boolean soon = leftMillis <= SOON_MILLIS || (answers && notice.waits());
    boolean expected = notice.expectUntilMillis() != 0;
    return concerns(notice) && notice.phase() == Phase.ANNOUNCED && expected && soon;
  }

  /**
   * Begins.
   *
   * @param leftMillis how long there is
   * @param done called when it is over, however it went
   */
  void begin(Notice notice, long leftMillis, Runnable done) {
    Runnable work =
        () -> {
          try {
            log.info(prepare(leftMillis) + " before " + notice.kind().words());
          } finally {
            done.run();
          }
        };
    AgentThread.of("hostshift-prepare", work, e -> log.warn("nothing is collected: " + e)).start();
  }

  /** What was done in words. */
  String prepare(long leftMillis) {
    if (forbidden.getAsBoolean()) {
      return "nothing is collected (mode observe, or the kill switch)";
    }
    long deadline = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(leftMillis);
    try {
      while (true) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - clock.nanos());
        long expected = heap.expectedMillis();
        if (2 * expected > left) {
          return "nothing is collected: "
              + ("a collection may take " + expected + " ms, and there are " + left + " ms left");
        }
        if (turn == null || turn.take()) {
          return heap.release();
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "nothing is collected: interrupted";
    } catch (IOException | RuntimeException e) {
      return "nothing is collected: " + e;
    } finally {
      if (turn != null) {
        turn.close();
      }
    }
  }
}
