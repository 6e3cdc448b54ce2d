package io.hostshift.agent;

import io.hostshift.report.Log;
import io.hostshift.watch.NanoClock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The loop of the agent's one thread: a step whenever it is due, and orders in between. */
final class Duty {
  /** One step of the work; says after how many nanoseconds the next is due. */
  interface Step {
    long take();
  }

  private final NanoClock clock;
  private final Log log;
  private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running = true;
  private long failures;
  private long due;

  Duty(NanoClock clock, Log log) {
    this.clock = clock;
    this.log = log;
  }

  boolean running() {
    return running;
  }

  /** Works on the calling thread until {@link #stop}. */
  void run(Step step) {
    try {
      due = clock.nanos();
      while (running) {
        Runnable order = orders.poll(due - clock.nanos(), TimeUnit.NANOSECONDS);
        if (order != null) {
          attempt(order);
        } else {
          long begin = clock.nanos();
          due = begin + attempt(step);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it.
      Thread.currentThread().interrupt();
    } finally {
      running = false;
      ended.countDown();
    }
  }

  private void attempt(Runnable order) {
    try {
      order.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private long attempt(Step step) {
    try {
      return step.take();
    } catch (RuntimeException | Error e) {
      failed(e);
      return TimeUnit.SECONDS.toNanos(1);
    }
  }

  /**
   * Errors too: an application that has used up the heap for a moment goes on, and so does its
   * agent.
   *
   * <p>Said at the first, tenth, hundredth… time: a failure that repeats must not fill the log.
   */
  private void failed(Throwable e) {
    failures++;
    if (Math.log10(failures) % 1 == 0) {
      log.error("going on after a failure (number " + failures + "): " + e);
    }
  }

  /** Has the next step taken now, after which that says anew when it is due; from any thread. */
  void hurry() {
    orders.add(() -> due = clock.nanos());
  }

  /** Has this done soon on the agent's thread; from any thread. */
  void order(Runnable order) {
    orders.add(order);
  }

  /**
   * Has this done on the agent's thread and waits for it; from any other thread.
   *
   * @return whether it was done within the time
   */
  boolean orderAndWait(Runnable order, long seconds) {
    CountDownLatch done = new CountDownLatch(1);
    orders.add(
        () -> {
          try {
            order.run();
          } finally {
            done.countDown();
          }
        });
    return await(done, seconds);
  }

  /**
   * Ends the loop after the step that is under way, and waits for that.
   *
   * @return whether it has ended within the time
   */
  boolean stop(long seconds) {
    orders.add(() -> running = false);
    return await(ended, seconds);
  }

  private static boolean await(CountDownLatch latch, long seconds) {
    try {
      return latch.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
