package io.hostshift.agent;

import io.hostshift.base.Log;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.report.jmx.MBeanMoment;
import io.hostshift.report.jmx.MBeans;
import java.lang.management.ManagementFactory;
import javax.management.JMException;

/** Puts the MBeans up when their moment has come, and takes them down. */
final class Registration {
  private final MBeanMoment moment;
  private final Reporter reporter;
  private final Log log;
  private MBeans mbeans;

  Registration(MBeanMoment moment, Reporter reporter, Log log) {
    this.moment = moment;
    this.reporter = reporter;
    this.log = log;
  }

  /** Whether the moment is over. Before it, nothing of java.lang.management is to be loaded. */
  boolean done() {
    return mbeans != null;
  }

  /**
   * Registers them if it is time.
   *
   * @return the nanoseconds after which this is to be called again; never again if they are huge
   */
  long take(long nowNanos, Control control, EventLog events) {
    if (done()) {
      return Long.MAX_VALUE;
    }
    if (!moment.hasCome(nowNanos)) {
      return MBeanMoment.LOOK_AGAIN_NANOS;
    }
    MBeans registering = new MBeans(ManagementFactory.getPlatformMBeanServer());
    try {
      registering.register(control, events);
      reporter.notify(registering);
    } catch (JMException | RuntimeException e) {
      log.error("no MBeans, all else works: " + e);
    }
    mbeans = registering;
    return Long.MAX_VALUE;
  }

  void undo() {
    if (mbeans != null) {
      mbeans.unregister();
    }
  }
}
