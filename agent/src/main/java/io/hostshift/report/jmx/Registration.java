package io.hostshift.report.jmx;

import io.hostshift.base.Log;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.management.JMException;

/** Puts the MBeans up when their moment has come, and takes them down. */
public final class Registration {
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

  /** Whether the moment is over. Before it, nothing of java.lang.management is to be loaded. */
  public boolean done() {
    return mbeans != null;
  }

  /**
   * Registers them if it is time.
   *
   * @return the nanoseconds after which this is to be called again; never again if they are huge
   */
  public long take(long nowNanos, Control control, EventLog events) {
    if (done()) {
      return Long.MAX_VALUE;
    }
    if (!moment.hasCome(nowNanos)) {
      return MBeanMoment.LOOK_AGAIN_NANOS;
    }
    MBeans registering = new MBeans(ManagementFactory.getPlatformMBeanServer());
    try {
      registering.register(control, events);
      registered.accept(registering);
    } catch (JMException | RuntimeException e) {
      log.error("no MBeans, all else works: " + e);
    }
    mbeans = registering;
    return Long.MAX_VALUE;
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
