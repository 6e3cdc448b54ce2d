package io.hostshift.report.jmx;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.LoadedClasses;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When MBeans may be registered without taking a choice away from the application.
 *
 * <p>The first use of the platform's MBean server, and the logging that it brings up, load the
 * {@code LogManager} and the {@code MBeanServerBuilder} that system properties name. An application
 * may set those properties as it starts, and may have them loaded by loaders that do not exist
 * before.
 *
 * <p>Where the application names a builder, the server is the application's to make: by its own
 * loader, at its own time. It is joined once it is there. Only where the builder has been loaded by
 * the loader of the class path, so that whoever makes the server gets the same one, may it be made
 * by us.
 */
public final class MBeanMoment {
  /** Long enough for an application to set its properties, well within two seconds of the start. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often to look while it has not come. */
  public static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final String LOG_MANAGER = "java.util.logging.manager";
  private static final String BUILDER = "javax.management.builder.initial";

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
    String manager = System.getProperty(LOG_MANAGER);
    if (manager != null && loaded(manager).isEmpty()) {
      return false;
    }
    String builder = System.getProperty(BUILDER);
    return builder == null || anybodysBuilder(builder) || serverIsMade();
  }

  private static boolean visibleFrom(ClassLoader from, Class<?> type) {
    for (ClassLoader loader = from; loader != null; loader = loader.getParent()) {
      if (type.getClassLoader() == loader) {
        return true;
      }
    }
    return type.getClassLoader() == null;
  }

  private boolean anybodysBuilder(String name) {
    for (Class<?> builder : loaded(name)) {
      if (visibleFrom(ClassLoader.getSystemClassLoader(), builder)) {
        return true;
      }
    }
    return false;
  }

  /** Asked of the field, since each method that tells of it makes it. */
  private boolean serverIsMade() {
    for (Class<?> factory : loaded("java.lang.management.ManagementFactory")) {
      try {
        OwnModule.open(instrumentation, factory);
        Field server = factory.getDeclaredField("platformMBeanServer");
        server.setAccessible(true);
        if (server.get(null) != null) {
          return true;
        }
      } catch (UnavailableException | ReflectiveOperationException | RuntimeException e) {
        return false; // Not known: it is never made in the application's stead.
      }
    }
    return false;
  }

  private List<Class<?>> loaded(String name) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> loaded : LoadedClasses.of(instrumentation)) {
      if (loaded.getName().equals(name)) {
        found.add(loaded);
      }
    }
    return found;
  }
}
