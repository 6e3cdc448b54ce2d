package io.hostshift.report;

import java.util.concurrent.CountDownLatch;
import javax.management.Notification;
import javax.management.NotificationListener;

/** Listens, and does not return until the test is over. */
public final class HangingListener implements NotificationListener {
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch over;

  /**
   * @param over counted down at the end of the test
   */
  public HangingListener(CountDownLatch over) {
    this.over = over;
  }

  /** Counted down once it has been called. */
  public CountDownLatch called() {
    return called;
  }

  @Override
  public void handleNotification(Notification sent, Object handback) {
    called.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
