package io.hostshift.report.jmx;

import io.hostshift.base.Log;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;

/** Puts the MBeans up when their moment has come, and takes them down. */
public final class Registration {
  private static final long AFTER_REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MBeanMoment moment;
  private final Consumer<MBeans> registered;
  private final Log log;
  private volatile MBeans mbeans;

  /**
   * @param registered gets the MBeans once they are there
   */
  public Registration(MBeanMoment moment, Consumer<MBeans> registered, Log log) {
    this.moment = moment;
    this.registered = registered;
    this.log = log;
  }

  /** Whether the moment is over. Before it, nothing may load java.lang.management. */
  public boolean done() {
    return mbeans != null;
  }

  /**
   * Registers them if it is time.
   *
   * @return the nanoseconds after which to call this again; if they are huge, never
   */
  public long take(long nowNanos, Control control, EventLog events) {
    if (done()) {
      return Long.MAX_VALUE;
    }
    if (!moment.hasCome(nowNanos)) {
      return MBeanMoment.LOOK_AGAIN_NANOS;
    }
    MBeanServer server = server();
    if (server == null) {
      return AFTER_REFUSAL_NANOS;
    }
    MBeans registering = new MBeans(server);
    try {
      registering.register(control, events);
      registered.accept(registering);
    } catch (JMException | RuntimeException e) {
      log.error("no MBeans, all else works: " + e);
    }
    mbeans = registering;
    return Long.MAX_VALUE;
  }

  /**
   * The platform's; null while the JVM has none for us, which is no failure: the application may
   * not have come to it. Should it be made now, then by the loader by which the application would.
   */
  private MBeanServer server() {
    Thread current = Thread.currentThread();
    ClassLoader own = current.getContextClassLoader();
    current.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return ManagementFactory.getPlatformMBeanServer();
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      log.debug("no MBean server as yet: " + e);
      return null;
    } finally {
      current.setContextClassLoader(own);
    }
  }

  /** The listeners that have not returned for long, a sentence each. */
  public List<String> hanging() {
    MBeans present = mbeans;
    return present == null ? Collections.<String>emptyList() : present.hanging();
  }

  public void undo() {
    if (mbeans != null) {
      mbeans.unregister();
    }
  }
}
