package io.hostshift.hotspot;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/**
 * How long all threads have stood still at safepoints, as HotSpot counts it for its own {@code
 * HotspotRuntimeMBean}, in milliseconds. That bean is not registered by itself; it is asked through
 * its package, exported to our module alone.
 */
public final class SafepointTime {
  private static final String PACKAGE = "sun.management";

  private final Object bean;
  private final Method total;

  private SafepointTime(Object bean, Method total) {
    this.bean = bean;
    this.total = total;
  }

  /**
   * @throws UnavailableException if this JVM has no such bean
   */
  public static SafepointTime open(Instrumentation instrumentation) throws UnavailableException {
    try {
      OwnModule.export(instrumentation, ManagementFactory.class, PACKAGE);
      Object bean =
          Class.forName(PACKAGE + ".ManagementFactoryHelper")
              .getMethod("getHotspotRuntimeMBean")
              .invoke(null);
      Method total =
          Class.forName(PACKAGE + ".HotspotRuntimeMBean").getMethod("getTotalSafepointTime");
      total.invoke(bean);
      return new SafepointTime(bean, total);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new UnavailableException("no time of safepoints: " + e, e);
    }
  }

  /** Since the start of the JVM; -1 if it can no longer be had. */
  public long nanos() {
    try {
      return TimeUnit.MILLISECONDS.toNanos((Long) total.invoke(bean));
    } catch (ReflectiveOperationException e) {
      return -1;
    }
  }
}
