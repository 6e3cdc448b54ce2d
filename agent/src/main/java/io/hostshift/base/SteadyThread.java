package io.hostshift.base;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the agent's own that takes turns until it is stopped, and that nothing else ends: no
 * failure, also where there is no memory to say so, and nobody who interrupts all threads that he
 * finds. Nothing reaches the application's handler of uncaught exceptions.
 */
public final class SteadyThread {
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
    this.turn = turn;
    this.end = end;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    // The application's may end the JVM.
    thread.setUncaughtExceptionHandler((ended, e) -> {});
  }

  public void start() {
    thread.start();
  }

  private void run() {
    // Called once while there is memory: the first call of a method loads what it names.
    LockSupport.parkNanos(1);
    while (goesOn()) {
      try {
        turn.take();
      } catch (InterruptedException e) {
        // To end it, if it is ours; else an application interrupts all threads that it finds.
      } catch (RuntimeException | Error e) {
        rest();
      }
    }
    end.run();
  }

  /**
   * An interrupt that is left over would end each wait of the next turn at once, or what the end
   * waits for; so would ours, if it came late.
   */
  private synchronized boolean goesOn() {
    Thread.interrupted();
    return running;
  }

  /** There was no memory even to say so, or to wait in the turn. */
  private void rest() {
    Thread self = Thread.currentThread();
    long end = System.nanoTime() + AFTER_FAILURE_NANOS;
    long left = AFTER_FAILURE_NANOS;
    boolean rests = goesOn();
    // Again and again: an interrupt that was cleared still lets the thread through once.
    while (rests) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
      rests = running && left > 0 && !self.isInterrupted();
    }
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
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public long id() {
    return thread.getId();
  }
}
