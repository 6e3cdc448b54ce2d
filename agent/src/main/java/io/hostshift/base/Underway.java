package io.hostshift.base;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One call into the application, on a thread of its own. */
public final class Underway {
  static final Underway OVER = new Underway(null, null);

  /** A pool that starts a hundred threads takes a hundredth of it. */
  private static final long PATIENCE_SECONDS = 3;

  private final Likeness likeness;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Deputy.Deed deed;
  private Thread thread;
  private volatile Throwable thrown;

  static {
    OVER.over.countDown();
  }

  Underway(Likeness likeness, Deputy.Deed deed) {
    this.likeness = likeness;
    this.deed = deed;
  }

  /** Never throws. */
  synchronized void start() {
    try {
      thread = likeness.thread("hostshift-pool", this::make);
      thread.start();
    } catch (RuntimeException | Error e) {
      thread = null; // The application has taken all threads, or its group is gone.
      done(e);
    }
  }

  private void make() {
    Throwable failure = null;
    try {
      deed.make();
    } catch (Throwable e) {
      failure = e; // Told to who has asked; the application's handler has no part in it.
    }
    done(failure);
  }

  private void done(Throwable failure) {
    thrown = failure;
    over.countDown();
  }

  /**
   * Waits for its end, but not for long.
   *
   * @throws IOException what has ended it before its work was done
   */
  void await() throws IOException {
    try {
      over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = thrown;
    if (failure instanceof IOException) {
      throw (IOException) failure;
    }
    if (failure != null) {
      throw new IOException("the call has failed: " + failure, failure);
    }
  }

  /** Whether it has returned. */
  public boolean over() {
    return over.getCount() == 0;
  }

  /**
   * Why who asks cannot tell what it has done; null if it is over.
   *
   * @param what was called, as the beginning of a sentence
   */
  public String hangs(String what) {
    return over() ? null : what + " has not returned within " + PATIENCE_SECONDS + " s";
  }

  /** Interrupts it, and waits for its end, within the time; whether it has ended. */
  boolean end(long millis) {
    Thread ending;
    synchronized (this) {
      ending = thread;
    }
    if (ending == null) {
      return true;
    }
    ending.interrupt();
    return AgentThread.awaitEnd(ending, millis);
  }
}
