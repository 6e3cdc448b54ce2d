package io.hostshift.base;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the agent's own that takes turns until it is stopped. Nothing else ends it: no
 * failure, not even where there is no memory to report one, and nobody who interrupts all threads
 * that he finds. Nothing reaches the application's handler of uncaught exceptions.
 */
public final class SteadyThread extends SteadyLoop {
  /** One turn, which says its failures itself; it waits as long as it wants to before the next. */
  public interface Turn {
    void take() throws InterruptedException;
  }

  /** Until the next turn after one that has failed. */
  public static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Turn turn;
  private final Runnable end;
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * @param end what is done after the last turn, on this thread
   */
  public SteadyThread(String name, Turn turn, Runnable end) {
    super(AFTER_FAILURE_NANOS);
    this.turn = turn;
    this.end = end;
    thread = AgentThread.of(name, this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    loop();
    end.run();
  }

  @Override
  protected void turn() throws InterruptedException {
    turn.take();
  }

  /**
   * Clears an interrupt that a turn has left, and our own where it comes late: it would end each
   * wait of the next turn at once, or what the end waits for.
   */
  @Override
  protected synchronized boolean goesOn() {
    Thread.interrupted();
    return running;
  }

  /** Whether it has not been stopped. */
  public boolean running() {
    return running;
  }

  /** Ends it and whatever its turn waits for; from any thread. */
  public synchronized void stop() {
    if (running) {
      running = false;
      thread.interrupt();
    }
  }

  /** Ends it once its turn is over; from any thread. */
  public synchronized void stopAfterTurn() {
    running = false;
    LockSupport.unpark(thread);
  }

  /** Waits for its end, within the time. */
  public void join(long millis) {
    AgentThread.awaitEnd(thread, millis);
  }

  public long id() {
    return thread.getId();
  }
}
