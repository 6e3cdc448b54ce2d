package io.hostshift.base;

import java.util.concurrent.locks.LockSupport;

/**
 * Takes turn after turn on one thread until it is told to end. Nothing else ends it: no failure,
 * not even where there is no memory to report one, and nobody who interrupts all threads that he
 * finds.
 *
 * <p>A class to be extended: made of functions it would load one more class for each of them.
 */
public abstract class SteadyLoop {
  /** Parts of a rest: a wake-up that was meant for an earlier wait ends one of them only. */
  private static final int PARTS = 4;

  private final long restNanos;

  /**
   * @param restNanos until the next turn after one that has failed
   */
  protected SteadyLoop(long restNanos) {
    this.restNanos = restNanos;
  }

  /** One turn, which says its failures itself. */
  protected abstract void turn() throws InterruptedException;

  /**
   * Whether there is another turn; asked before each. Clears an interrupt that is left over, which
   * would end each wait of the turn at once.
   */
  protected abstract boolean goesOn();

  /** Works on the calling thread. */
  protected final void loop() {
    // Called once while there is memory: the first call of a method loads what it names.
    rest(PARTS);
    while (goesOn()) {
      try {
        turn();
      } catch (InterruptedException e) {
        // By who ends it, or by an application that interrupts or stops all threads that it finds.
      } catch (RuntimeException | Error e) {
        // Logging and waiting allocate; after an OutOfMemoryError this does neither.
        rest(restNanos);
      }
    }
  }

  /** An interrupt that comes meanwhile ends it, since it may be meant to end the loop. */
  private void rest(long nanos) {
    Thread self = Thread.currentThread();
    boolean rests = goesOn();
    for (int part = 0; part < PARTS && rests; part++) {
      LockSupport.parkNanos(nanos / PARTS);
      rests = !self.isInterrupted() && goesOn();
    }
  }
}
