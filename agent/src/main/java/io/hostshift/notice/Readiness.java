package io.hostshift.notice;

import io.hostshift.base.OneLine;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this JVM is ready for what was announced: people have been told and have had a moment to
 * ask for time, nobody holds, and the preparation is over. Nothing here waits; safe for any thread.
 *
 * <p>What ends the JVM is never held to be ready for by itself: somebody must have said so.
 */
public final class Readiness {
  /** For whoever was told to ask for time. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What a hold is cut to. */
  private static final int MOST_SECONDS = 3600;

  /** What the reason for a hold is cut to, in characters. */
  static final int MOST_WHY = 200;

  private static final class Stage {
    private boolean endsJvm;
    private long graceUntil;
    private boolean prepared;
    private boolean confirmed;
  }

  private final LongSupplier nanos;
  private final Map<String, Stage> states = new HashMap<>();
  private boolean held;
  private long heldUntil;
  private String why = "";
  private int checks;

  /**
   * @param nanos a clock
   */
  public Readiness(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * People have been told of it.
   *
   * @param leftMillis how long the hypervisor still waits; the moment for people is at most a
   *     quarter of that
   * @param prepares whether {@link #prepared} will be called
   */
  public synchronized void told(Notice notice, long leftMillis, boolean prepares) {
    Stage state = new Stage();
    long left = TimeUnit.MILLISECONDS.toNanos(Math.max(0, leftMillis));
    state.graceUntil = nanos.getAsLong() + Math.min(GRACE_NANOS, left / 4);
    state.endsJvm = notice.kind().endsJvm();
    state.prepared = !prepares;
    states.putIfAbsent(notice.key(), state);
  }

  /** The preparation is over, or impossible. */
  public synchronized void prepared(String key) {
    Stage state = states.get(key);
    if (state != null) {
      state.prepared = true;
    }
  }

  /** It leads to nothing more. */
  public synchronized void over(String key) {
    states.remove(key);
  }

  /**
   * Asks for time: all answers wait, those to notices that come meanwhile included. A later call
   * takes the place of an earlier one.
   */
  public synchronized void hold(int seconds, String reason) {
    held = true;
    heldUntil =
        nanos.getAsLong() + TimeUnit.SECONDS.toNanos(Math.max(0, Math.min(MOST_SECONDS, seconds)));
    why = reason == null ? "" : OneLine.cut(reason, MOST_WHY);
  }

  /**
   * Ends a hold, and says of all that is announced now that this JVM is ready for it.
   *
   * @return whether there was a hold
   */
  public synchronized boolean ready() {
    boolean was = holding();
    held = false;
    for (Stage state : states.values()) {
      state.confirmed = true;
    }
    return was;
  }

  public synchronized boolean holding() {
    return holdNanos() > 0;
  }

  /** How much of the time that somebody asked for is left; 0 if nobody did. */
  public synchronized long holdNanos() {
    return held ? Math.max(0, heldUntil - nanos.getAsLong()) : 0;
  }

  /** Why somebody asked for time; empty if nobody did. */
  public synchronized String why() {
    return holding() ? why : "";
  }

  /** Somebody asks whether a move may take place, until {@link #checked}. */
  synchronized void check() {
    checks++;
  }

  /** That was decided. */
  synchronized void checked() {
    checks--;
  }

  /** Whether a move could be refused now. */
  public synchronized boolean checking() {
    return checks > 0;
  }

  public synchronized boolean isReady(Notice notice) {
    Stage state = states.get(notice.key());
    return state != null
        && nanos.getAsLong() - state.graceUntil >= 0
        && state.prepared
        && (state.confirmed || !state.endsJvm)
        && !holding();
  }
}
