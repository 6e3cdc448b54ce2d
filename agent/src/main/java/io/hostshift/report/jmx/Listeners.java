package io.hostshift.report.jmx;

import io.hostshift.base.NanoClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/**
 * Those who listen to notifications inside this JVM, which includes the JVM's own connectors for
 * everybody outside. Each has a queue of its own: one that hangs, or fails, holds up neither the
 * sender nor another listener.
 */
final class Listeners implements NotificationEmitter {
  private final Executor threads;
  private final NanoClock clock;
  private final MBeanNotificationInfo[] types;
  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();

  /**
   * @param threads calls the listeners
   */
  Listeners(Executor threads, NanoClock clock, MBeanNotificationInfo[] types) {
    this.threads = threads;
    this.clock = clock;
    this.types = types;
  }

  /** Never waits. */
  void send(Notification notification) {
    for (ListenerQueue queue : queues) {
      queue.add(notification, threads);
    }
  }

  /** Those that have not returned for long, a sentence each. */
  List<String> hanging() {
    List<String> hanging = new ArrayList<>();
    for (ListenerQueue queue : queues) {
      String sentence = queue.hanging();
      if (sentence != null) {
        hanging.add(sentence);
      }
    }
    return hanging;
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    if (listener == null) {
      throw new IllegalArgumentException("a listener is needed");
    }
    queues.add(new ListenerQueue(listener, filter, handback, clock));
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    remove(queue -> queue.isOf(listener));
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    for (ListenerQueue queue : queues) {
      if (queue.isOf(listener) && queue.isWith(filter, handback)) {
        remove(same -> same == queue);
        return;
      }
    }
    throw new ListenerNotFoundException("it does not listen");
  }

  private void remove(java.util.function.Predicate<ListenerQueue> which)
      throws ListenerNotFoundException {
    if (!queues.removeIf(which)) {
      throw new ListenerNotFoundException("it does not listen");
    }
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return types.clone();
  }
}
