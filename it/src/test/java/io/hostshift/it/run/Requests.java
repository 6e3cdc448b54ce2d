package io.hostshift.it.run;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Requests to a service, one after the other, until they are closed or one fails. */
public final class Requests implements AutoCloseable {
  private final Callable<String> request;
  private final Thread thread = new Thread(this::run, "requests");
  private long answered;
  private String answer;
  private Exception failure;
  private volatile boolean closed;

  private Requests(Callable<String> request) {
    this.request = request;
  }

  /** Begins to ask. */
  public static Requests begin(Callable<String> request) {
    Requests requests = new Requests(request);
    requests.thread.setDaemon(true);
    requests.thread.start();
    return requests;
  }

  private void run() {
    while (!closed) {
      try {
        note(request.call());
        Lapse.ofMillis(5, "the machine is shared with what is tested");
      } catch (Exception e) {
        synchronized (this) {
          failure = e;
          notifyAll();
        }
        return;
      }
    }
  }

  private synchronized void note(String got) {
    answered++;
    answer = got;
    notifyAll();
  }

  /** Waits until as many more have been answered; the last answer. */
  public synchronized String await(int more, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long wanted = answered + more;
    while (answered < wanted) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (failure != null) {
        throw new AssertionError("failed after " + answered + " requests", failure);
      }
      if (millis <= 0) {
        throw new AssertionError(answered + " of " + wanted + " requests within " + limit);
      }
      wait(millis);
    }
    return answer;
  }

  /** How many have been answered. */
  public synchronized long answered() {
    return answered;
  }

  /** Ends them; fails if one has failed. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    if (failure != null) {
      throw new AssertionError("failed after " + answered + " requests", failure);
    }
  }
}
