package io.hostshift.base;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Makes calls that may start threads of the application's. Such a thread takes over the place in
 * the kernel's scheduling of the one that starts it, which nobody may raise again, and what {@link
 * Likeness} says; so that each call is made on a thread of its own, which is as the application's
 * are, and is started by one whose priority was never lowered.
 *
 * <p>A thread of the likeness of one that is no daemon is none: the thread that it starts would
 * else be one, and a JVM that such threads keep alive might end. It is there for the time of the
 * call.
 */
public final class Deputy {
  /** One call into the application. */
  public interface Deed {
    void make() throws IOException;
  }

  /** So many that do not return are waited for; no more are begun then. */
  private static final int MOST_HANGING = 2;

  private static final long END_MILLIS = 500;

  private final BlockingQueue<Underway> begun = new LinkedBlockingQueue<>();
  private final List<Underway> hanging = new ArrayList<>();
  private final SteadyThread starter;
  private boolean stopped;

  private Deputy(boolean ownThreads) {
    starter =
        ownThreads
            ? new SteadyThread("hostshift-deputy", () -> begun.take().start(), begun::clear)
            : null;
  }

  /** To be called on a thread whose priority is as the application's. */
  public static Deputy start() {
    Deputy deputy = new Deputy(true);
    deputy.starter.start();
    return deputy;
  }

  /** One that has no threads, and makes each call on the thread of who asks. */
  public static Deputy here() {
    return new Deputy(false);
  }

  /**
   * Makes the call, and waits for its end, but not for long.
   *
   * @return the call; over, unless it has not returned in time
   * @throws IOException what it throws, or if it was not begun
   */
  public Underway call(Likeness likeness, Deed deed) throws IOException {
    if (starter == null) {
      deed.make();
      return Underway.OVER;
    }
    Underway underway = new Underway(likeness, deed);
    synchronized (this) {
      hanging.removeIf(Underway::over);
      if (stopped || hanging.size() >= MOST_HANGING) {
        throw new IOException(
            stopped ? "the agent ends" : "earlier calls of other pools have not returned");
      }
      hanging.add(underway);
    }
    begun.add(underway);
    underway.await();
    return underway;
  }

  /**
   * As {@link #call}, where one that has not returned in time has failed.
   *
   * @param what is called, as the beginning of a sentence
   */
  public void finish(String what, Likeness likeness, Deed deed) throws IOException {
    String hangs = call(likeness, deed).hangs(what);
    if (hangs != null) {
      throw new UnavailableException(hangs);
    }
  }

  /**
   * Ends its threads.
   *
   * @return what has not ended, a sentence each
   */
  public List<String> stop() {
    List<String> waiting = new ArrayList<>();
    if (starter == null) {
      return waiting;
    }
    List<Underway> left;
    synchronized (this) {
      stopped = true;
      hanging.removeIf(Underway::over);
      left = new ArrayList<>(hanging);
    }
    starter.stop();
    starter.join(END_MILLIS);
    for (Underway underway : left) {
      if (!underway.end(END_MILLIS)) {
        waiting.add(
            "a thread in a call of one of the application's pools; it ends once that returns");
      }
    }
    return waiting;
  }
}
