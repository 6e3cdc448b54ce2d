package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ForkJoinPool;

/**
 * The scheduler of virtual threads, a ForkJoinPool of its own that the first of them creates (21
 * and later). From 24 on the JDK has an MBean for it; before, the pool is taken from the field that
 * holds it, and only its public method is called.
 */
public final class VirtualThreads {
  private static final String TYPE = "java.lang.VirtualThread";
  private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";
  private static final int FIRST = 21;

  private final ClassStates classes;

  public VirtualThreads(ClassStates classes) {
    this.classes = classes;
  }

  /**
   * Why virtual threads cannot be retuned on this JVM; null if they can.
   *
   * @param version of Java, such as 21
   */
  public static String refusal(int version) {
    return version < FIRST ? "virtual threads came with Java 21" : null;
  }

  /** Whether there has been one yet; asking creates none, nor their scheduler. */
  public boolean used() throws UnavailableException {
    return classes.initialised(TYPE);
  }

  /** How many carry virtual threads at once. To be called only if they are used. */
  public int parallelism() throws UnavailableException {
    Object bean = bean();
    return bean == null ? pool().getParallelism() : (Integer) call(bean, "getParallelism");
  }

  /** Sets it, from 1 to 32767; what runs is not interrupted. To be called only if used. */
  public void setParallelism(int parallelism) throws UnavailableException {
    Object bean = bean();
    if (bean == null) {
      ForkJoinPools.setParallelism(pool(), parallelism);
    } else {
      call(bean, "setParallelism", parallelism);
    }
  }

  private ForkJoinPool pool() throws UnavailableException {
    Object pool = classes.staticField(TYPE, "DEFAULT_SCHEDULER");
    if (!(pool instanceof ForkJoinPool)) {
      throw new UnavailableException("the scheduler of virtual threads is no ForkJoinPool");
    }
    return (ForkJoinPool) pool;
  }

  /** Null where this JDK, or this image of it, has none. */
  private static Object bean() {
    try {
      return ManagementFactory.getPlatformMXBean(
          Class.forName(BEAN, false, null).asSubclass(PlatformManagedObject.class));
    } catch (ClassNotFoundException | IllegalArgumentException e) {
      return null; // Before 24, or without the module jdk.management.
    }
  }

  private static Object call(Object bean, String method, Integer... arguments)
      throws UnavailableException {
    try {
      Class<?> type = Class.forName(BEAN, false, null);
      return arguments.length == 0
          ? type.getMethod(method).invoke(bean)
          : type.getMethod(method, int.class).invoke(bean, arguments[0]);
    } catch (InvocationTargetException e) {
      throw new UnavailableException("the scheduler refuses: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new UnavailableException("the scheduler cannot be called: " + e, e);
    }
  }
}
