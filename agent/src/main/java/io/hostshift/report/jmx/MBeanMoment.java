package io.hostshift.report.jmx;

import io.hostshift.instrument.LoadedClasses;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;

/**
 * When MBeans may be registered without taking a choice away from the application.
 *
 * <p>The first use of the platform's MBean server, and the logging that it brings up, load the
 * {@code LogManager} and the {@code MBeanServerBuilder} that system properties name. An application
 * may set those properties as it starts, and may have them loaded by loaders that do not exist
 * before.
 */
public final class MBeanMoment {
  /** Long enough for an application to set its properties, well within two seconds of the start. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often to look while it has not come. */
  public static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final String[] NAMED_BY = {
    "java.util.logging.manager", "javax.management.builder.initial"
  };

  private final Instrumentation instrumentation;
  private final long startNanos;

  /**
   * @param startNanos when the agent was started
   */
  public MBeanMoment(Instrumentation instrumentation, long startNanos) {
    this.instrumentation = instrumentation;
    this.startNanos = startNanos;
  }

  public boolean hasCome(long nowNanos) {
    if (nowNanos - startNanos < PATIENCE_NANOS) {
      return false;
    }
    for (String property : NAMED_BY) {
      String name = System.getProperty(property);
      if (name != null && !loaded(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean loaded(String name) {
    for (Class<?> loaded : LoadedClasses.of(instrumentation)) {
      if (loaded.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
