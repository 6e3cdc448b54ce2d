package io.hostshift.report.jmx;

import io.hostshift.base.NanoClock;
import io.hostshift.host.Capacity;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeListener;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.report.Report;
import io.hostshift.report.ReportListener;
import io.hostshift.report.Sentence;
import io.hostshift.watch.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The agent's MBeans in a server, and the notifications that they send. */
public final class MBeans implements ReportListener, NoticeListener {
  private static final String DOMAIN = "io.hostshift:type=";

  private final MBeanServer server;
  private final List<ObjectName> registered = new ArrayList<>();
  private final Executor sending;
  private final Listeners listeners;
  private DescribedMBean<MigrationsMXBean> migrations;
  private ObjectName source;
  private long notifications;

  public MBeans(MBeanServer server) {
    this(server, new NotificationThreads(), System::nanoTime);
  }

  /**
   * @param sending calls the listeners
   */
  MBeans(MBeanServer server, Executor sending, NanoClock clock) {
    this.server = server;
    this.sending = sending;
    this.listeners = new Listeners(sending, clock, NotificationTypes.all());
  }

  /**
   * Registers all four, or none.
   *
   * @throws JMException if the server refuses one
   */
  public void register(Control control, EventLog log) throws JMException {
    try {
      migrations =
          new DescribedMBean<>(new MigrationsBean(control, log), MigrationsMXBean.class, listeners);
      register(new DescribedMBean<>(new HostBean(control), HostMXBean.class, silent()), "Host");
      register(migrations, "Migrations");
      register(
          new DescribedMBean<>(new TuningBean(control), TuningMXBean.class, silent()), "Tuning");
      register(
          new DescribedMBean<>(new WatcherBean(control), WatcherMXBean.class, silent()), "Watcher");
      source = new ObjectName(DOMAIN + "Migrations");
    } catch (JMException | RuntimeException e) {
      unregister();
      throw e;
    }
  }

  private static NotificationBroadcasterSupport silent() {
    return new NotificationBroadcasterSupport();
  }

  private void register(Object bean, String type) throws JMException {
    ObjectName name = new ObjectName(DOMAIN + type);
    server.registerMBean(bean, name);
    registered.add(name);
  }

  /** Sends what happened to whoever listens. */
  @Override
  public void opened(Report report, String sentence) {
    boolean resized = report.event().verdict() == Verdict.RESIZED;
    send(resized ? "resized" : "migration", sentence);
  }

  @Override
  public void settled(Report report) {
    send("settled", Sentence.of(report));
  }

  /** The user data may be null. */
  @Override
  public void featuresLost(String message) {
    send("features-lost", message);
  }

  /** The user data may be null, as there may be no event. */
  @Override
  public void memory(String warning, long largest, Capacity capacity) {
    if (!warning.isEmpty()) {
      send("memory", warning);
    }
  }

  /** The user data may be null. */
  @Override
  public void unsound(String message) {
    send("unsound", message);
  }

  /** What the hypervisor has announced, or what has become of that; the user data is the notice. */
  @Override
  public void noticed(Notice notice, String message) {
    if (source == null) {
      return;
    }
    NoticeView view = new NoticeView(notice);
    NoticeMXBean one = () -> view;
    send("notice", message, attribute(new StandardMBean(one, NoticeMXBean.class, true), "Notice"));
  }

  /** For the mapping of one notice alone: of all there may be many. */
  public interface NoticeMXBean {
    NoticeView getNotice();
  }

  private void send(String type, String message) {
    if (source != null) {
      send(type, message, attribute(migrations, "Last"));
    }
  }

  /** By the MXBean's own mapping, so that clients need none of our classes. */
  private static Object attribute(DynamicMBean bean, String name) {
    try {
      return bean.getAttribute(name);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(String type, String message, Object data) {
    Notification notification =
        new Notification(
            NotificationTypes.PREFIX + type,
            source,
            ++notifications,
            System.currentTimeMillis(),
            message);
    notification.setUserData(data);
    listeners.send(notification);
  }

  /** The listeners that keep themselves from being told more, a sentence each. */
  List<String> hanging() {
    return listeners.hanging();
  }

  /** Takes them all out again; what is gone already is no error. */
  public void unregister() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException gone) {
        // Somebody else took it out before.
      }
    }
    registered.clear();
    source = null;
    if (sending instanceof NotificationThreads) {
      ((NotificationThreads) sending).stop();
    }
  }
}
