package io.hostshift.base;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The loop of the agent's one thread: a step whenever it is due, and orders in between. */
public final class Duty extends SteadyLoop {
  /** One step of the work; says after how many nanoseconds the next is due. */
  public interface Step {
    long take();
  }

  private static final long WITHOUT_MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final NanoClock clock;
  private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean running = true;
  private final Failures failures;
  private Step step;
  private long due;

  public Duty(NanoClock clock, Log log) {
    super(WITHOUT_MEMORY_NANOS);
    this.clock = clock;
    this.failures = new Failures("going on after a failure", log);
  }

  public boolean running() {
    return running;
  }

  /** Works on the calling thread until {@link #stop}, and nothing else ends it. */
  public void run(Step step) {
    this.step = step;
    try {
      due = clock.nanos();
      loop();
    } finally {
      running = false;
      ended.countDown();
    }
  }

  /** An application may interrupt all threads that it can find; we interrupt this one never. */
  @Override
  protected boolean goesOn() {
    Thread.interrupted();
    return running;
  }

  @Override
  protected void turn() throws InterruptedException {
    Runnable order = orders.poll(due - clock.nanos(), TimeUnit.NANOSECONDS);
    if (order != null) {
      attempt(order);
    } else {
      long begin = clock.nanos();
      due = begin + attempt(step);
    }
  }

  /**
   * Errors too: an application that has used up the heap for a moment goes on, and so does its
   * agent.
   */
  private void attempt(Runnable order) {
    try {
      order.run();
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
  }

  private long attempt(Step step) {
    try {
      long next = step.take();
      failures.none();
      return next;
    } catch (RuntimeException | Error e) {
      failures.add(e);
      return TimeUnit.SECONDS.toNanos(1);
    }
  }

  /** Has the next step taken now, after which that says anew when it is due; from any thread. */
  public void hurry() {
    orders.add(() -> due = clock.nanos());
  }

  /** Has this done soon on the agent's thread; from any thread. */
  public void order(Runnable order) {
    orders.add(order);
  }

  /**
   * Has this done on the agent's thread and waits for it; from any other thread.
   *
   * @return whether it was done within the time
   */
  public boolean orderAndWait(Runnable order, long seconds) {
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
  public boolean stop(long seconds) {
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
