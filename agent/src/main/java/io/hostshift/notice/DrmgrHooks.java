package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * PowerVM's Live Partition Mobility, as a hook of the guest's {@code drmgr} tells it: this class
 * asks nobody; the hook calls it and, before the move, waits for an answer.
 *
 * <p>The hook also calls to check where somebody only validates a migration, so a check does not
 * announce one. It tells of the end of a move that failed, too. Phases: powerpc-utils,
 * drmgr-hooks(8).
 */
public final class DrmgrHooks implements Channel {
  /** What the hook tells. */
  public enum Call {
    /** Whether the partition may be moved; a hook may refuse. */
    CHECK,
    /** A hook has refused. */
    UNDOCHECK,
    /** It is moved when the hooks have returned; told again where the kernel was not ready. */
    PRE,
    /** It was moved, or that has failed. */
    POST;

    /**
     * @param phase as drmgr names it
     * @return null if there is none of that name
     */
    public static Call of(String phase) {
      for (Call call : values()) {
        if (call.name().toLowerCase(Locale.ROOT).equals(phase)) {
          return call;
        }
      }
      return null;
    }
  }

  /** How long after the check, or after the beginning without an end, more is waited for. */
  static final long EXPECT_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final boolean answers;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final List<Notice> over = new ArrayList<>();
  private Notice open;
  private boolean begun;
  private boolean answered;
  private long limitNanos;
  private long toldMillis;
  private boolean told;
  private boolean closed;

  /**
   * @param answers whether a move waits until this JVM is ready
   * @param nanos the clock for waiting
   * @param millis the clock of the epoch
   */
  public DrmgrHooks(boolean answers, LongSupplier nanos, LongSupplier millis) {
    this.answers = answers;
    this.nanos = nanos;
    this.millis = millis;
  }

  @Override
  public String name() {
    return "drmgr";
  }

  /** Once a hook has called: that one is installed is no proof that it works. */
  @Override
  public synchronized MigrationModel model() {
    return told ? MigrationModel.COOPERATIVE : MigrationModel.TRANSPARENT;
  }

  /**
   * The hook has called; from any thread.
   *
   * @param waitMillis how long it waits for an answer
   */
  public synchronized void call(Call call, long waitMillis) {
    told = true;
    long now = millis.getAsLong();
    if (call == Call.CHECK && begun) {
      // There is one migration at a time: drmgr has ended before it could tell the end.
      end(Phase.ENDED);
    }
    if (call == Call.CHECK || call == Call.PRE) {
      toldMillis = now;
      announce(call == Call.PRE, waitMillis, now);
    } else if (open != null && call == Call.POST) {
      // Also where this JVM was not told of the beginning: what is noticed now belongs to it.
      open = open.but().expectUntil(now + EXPECT_MILLIS).build();
      end(Phase.ENDED);
    } else if (open != null) {
      end(Phase.CANCELLED);
    }
  }

  private void announce(boolean begins, long waitMillis, long now) {
    if (open == null) {
      open =
          new NoticeBuilder(name(), "migration-" + now)
              .kind(NoticeKind.MIGRATION)
              .text("drmgr asks whether this partition may be migrated")
              .heardAt(now)
              .build();
    }
    if (begins && !begun) {
      begun = true;
      answered = !answers;
      limitNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
      open =
          open.but()
              .text("drmgr is about to migrate this partition")
              .limit(answers ? now + waitMillis : 0)
              .expectUntil(now + EXPECT_MILLIS)
              .build();
    }
  }

  private void end(Phase phase) {
    over.add(open.but().phase(phase).build());
    open = null;
    begun = false;
    answered = true;
    notifyAll();
  }

  @Override
  public synchronized List<Notice> read() {
    if (open != null && millis.getAsLong() - toldMillis >= EXPECT_MILLIS) {
      end(begun ? Phase.ENDED : Phase.CANCELLED);
    }
    if (open == null && over.isEmpty()) {
      return Collections.emptyList(); // As at each poll on all machines but these.
    }
    List<Notice> shown = new ArrayList<>(over);
    over.clear();
    if (open != null) {
      shown.add(open);
    }
    return shown;
  }

  /** With each poll of the agent. */
  @Override
  public long restNanos() {
    return 0;
  }

  @Override
  public synchronized void acknowledge(Notice notice) {
    answered = true;
    notifyAll();
  }

  /**
   * Waits until the move may go on, at most as long as the hook does.
   *
   * @return whether this JVM is ready, and not only its time over
   */
  public synchronized boolean awaitAnswer() throws InterruptedException {
    while (!answered && !closed) {
      long left = TimeUnit.NANOSECONDS.toMillis(limitNanos - nanos.getAsLong());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Nobody is ready any more, and no move is to wait for that. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
