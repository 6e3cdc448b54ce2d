package io.hostshift.report.jmx;

import io.hostshift.base.NanoClock;
import io.hostshift.base.OneLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/**
 * What one listener has yet to be told, in order; where it does not keep up, the oldest is dropped.
 * It has a thread while there is something to tell.
 */
final class ListenerQueue implements Runnable {
  static final int MOST_WAITING = 1000;

  /** A listener that takes as long as this is said to hang. */
  static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** By the names that their classes begin with: who carries notifications, and hears none. */
  private static final String[] CARRIERS = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "io.hostshift.report.jmx."
  };

  private final NotificationListener listener;
  private final NotificationFilter filter;
  private final Object handback;
  private final NanoClock clock;
  private final Deque<Notification> waiting = new ArrayDeque<>();
  private Thread thread;
  private boolean running;
  private long calledNanos;

  ListenerQueue(
      NotificationListener listener, NotificationFilter filter, Object handback, NanoClock clock) {
    this.listener = listener;
    this.filter = filter;
    this.handback = handback;
    this.clock = clock;
  }

  boolean isOf(NotificationListener other) {
    return listener == other;
  }

  boolean isWith(NotificationFilter otherFilter, Object otherHandback) {
    return filter == otherFilter && handback == otherHandback;
  }

  /** Where the system gives no thread, it waits for the next. */
  void add(Notification notification, Executor threads) {
    synchronized (this) {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(notification);
      if (running) {
        return;
      }
      running = true;
    }
    try {
      threads.execute(this);
    } catch (RejectedExecutionException | OutOfMemoryError none) {
      stopped();
    }
  }

  private synchronized void stopped() {
    running = false;
  }

  /** Tells it all that waits. */
  @Override
  public void run() {
    for (Notification next = next(); next != null; next = next()) {
      try {
        if (filter == null || filter.isNotificationEnabled(next)) {
          listener.handleNotification(next, handback);
        }
      } catch (RuntimeException | Error e) {
        // Its own matter, as the JDK's broadcasters have it: the next is told to it all the same.
        continue;
      }
    }
  }

  private synchronized Notification next() {
    Notification next = waiting.pollFirst();
    thread = next == null ? null : Thread.currentThread();
    running = next != null;
    calledNanos = clock.nanos();
    return next;
  }

  /** Null unless it does. */
  synchronized String hanging() {
    long nanos = clock.nanos() - calledNanos;
    if (thread == null || nanos < HANGING_NANOS) {
      return null;
    }
    return "the JMX listener "
        + OneLine.of(name(thread))
        + " has not returned for "
        + TimeUnit.NANOSECONDS.toSeconds(nanos)
        + " s, and "
        + waiting.size()
        + " notifications wait for it";
  }

  /** The MBean server hides the listener, but where it hangs its own code is on the stack. */
  private String name(Thread hanging) {
    StackTraceElement[] stack = hanging.getStackTrace();
    for (int i = stack.length - 1; i >= 0; i--) {
      if (!isCarrier(stack[i].getClassName())) {
        return stack[i].getClassName();
      }
    }
    return listener.getClass().getName();
  }

  private static boolean isCarrier(String className) {
    for (String carrier : CARRIERS) {
      if (className.startsWith(carrier)) {
        return true;
      }
    }
    return false;
  }
}
