package io.hostshift.tune.pool;

import io.hostshift.hotspot.ForkJoinPools;
import io.hostshift.instrument.pool.PoolMethods;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** Reads and sets the size of pools of one kind, by their own public methods. */
abstract class PoolLever {
  private static final String TOMCAT = "org.apache.tomcat.util.threads.ThreadPoolExecutor";
  private static final String JETTY = "org.eclipse.jetty.util.thread.QueuedThreadPool";
  private static final String JBOSS = "org.jboss.threads.EnhancedQueueExecutor";

  /** Its core size is 0, and stays. */
  private static final String CASSANDRA = "org.apache.cassandra.concurrent.SEPExecutor";

  /** Null if this kind of pool tells no size. */
  static PoolLever of(Object pool) {
    if (pool instanceof ThreadPoolExecutor) {
      return new Executor((ThreadPoolExecutor) pool);
    }
    if (pool instanceof ForkJoinPool) {
      return new ForkJoin((ForkJoinPool) pool);
    }
    for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(TOMCAT)
          || type.getName().equals(JBOSS)
          || type.getName().equals(CASSANDRA)) {
        return new Foreign(pool, type, "CorePoolSize", "MaximumPoolSize");
      }
      if (type.getName().equals(JETTY)) {
        return new Foreign(pool, type, "MinThreads", "MaxThreads");
      }
    }
    return null;
  }

  /** Core and maximum size; null if this kind of pool tells none. */
  static int[] sizes(Object pool) {
    PoolLever lever = of(pool);
    try {
      return lever == null ? null : new int[] {lever.core(), lever.maximum()};
    } catch (IOException | RuntimeException e) {
      return null; // A class of the application's may refuse anything.
    }
  }

  /** Why it cannot be resized; null if it can. */
  String refusal() {
    return null;
  }

  /** The threads it keeps; the only number of some kinds. */
  abstract int core() throws IOException;

  /** The most threads; the same as {@link #core} where the pool knows one number. */
  abstract int maximum() throws IOException;

  /** Sets the core size; takes an {@code int}. */
  abstract Method setsCore() throws IOException;

  /** Sets the maximum; takes an {@code int}. */
  abstract Method setsMaximum() throws IOException;

  /** What makes its threads. */
  abstract Object maker();

  /** The pool itself. */
  abstract Object pool();

  /**
   * Sets both, in the order in which the core size is never above the maximum, which pools refuse.
   * A pool that may have more threads while tasks wait starts them at once, on this thread.
   *
   * @param methods by whom its methods are called
   */
  final void resize(int core, int maximum, PoolMethods methods) throws IOException {
    if (maximum >= maximum()) {
      set(maximum, maximum(), setsMaximum(), methods);
      set(core, core(), setsCore(), methods);
    } else {
      set(core, core(), setsCore(), methods);
      set(maximum, maximum(), setsMaximum(), methods);
    }
  }

  private void set(int wanted, int now, Method setter, PoolMethods methods) throws IOException {
    if (wanted != now) {
      methods.call(setter, pool(), wanted);
    }
  }

  private static Method setter(Class<?> type, String what) throws IOException {
    try {
      return type.getMethod("set" + what, int.class);
    } catch (NoSuchMethodException e) {
      throw new IOException("it has no set" + what, e);
    }
  }

  private static final class Executor extends PoolLever {
    private final ThreadPoolExecutor pool;

    private Executor(ThreadPoolExecutor pool) {
      this.pool = pool;
    }

    @Override
    Object maker() {
      return pool.getThreadFactory();
    }

    @Override
    String refusal() {
      return pool.isShutdown() ? "it has been shut down" : null;
    }

    @Override
    int core() {
      return pool.getCorePoolSize();
    }

    @Override
    int maximum() {
      return pool.getMaximumPoolSize();
    }

    @Override
    Method setsCore() throws IOException {
      return setter(ThreadPoolExecutor.class, "CorePoolSize");
    }

    @Override
    Method setsMaximum() throws IOException {
      return setter(ThreadPoolExecutor.class, "MaximumPoolSize");
    }

    @Override
    Object pool() {
      return pool;
    }
  }

  private static final class ForkJoin extends PoolLever {
    private final ForkJoinPool pool;

    private ForkJoin(ForkJoinPool pool) {
      this.pool = pool;
    }

    @Override
    Object maker() {
      return pool.getFactory();
    }

    @Override
    String refusal() {
      return pool.isShutdown() ? "it has been shut down" : ForkJoinPools.refusal();
    }

    @Override
    int core() {
      return pool.getParallelism();
    }

    @Override
    int maximum() {
      return pool.getParallelism();
    }

    @Override
    Method setsCore() throws IOException {
      return setsMaximum();
    }

    @Override
    Method setsMaximum() throws IOException {
      return setter(ForkJoinPool.class, "Parallelism");
    }

    @Override
    Object pool() {
      return pool;
    }
  }

  /** A library's, by its public methods: the library itself is in a loader that we do not see. */
  private static final class Foreign extends PoolLever {
    private final Object pool;
    private final Class<?> type;
    private final String core;
    private final String maximum;

    private Foreign(Object pool, Class<?> type, String core, String maximum) {
      this.pool = pool;
      this.type = type;
      this.core = core;
      this.maximum = maximum;
    }

    @Override
    Object maker() {
      return pool;
    }

    @Override
    String refusal() {
      boolean shutDown = pool instanceof ExecutorService && ((ExecutorService) pool).isShutdown();
      return shutDown ? "it has been shut down" : null;
    }

    @Override
    int core() throws IOException {
      return get(core);
    }

    @Override
    int maximum() throws IOException {
      return get(maximum);
    }

    @Override
    Method setsCore() throws IOException {
      return setter(type, core);
    }

    @Override
    Method setsMaximum() throws IOException {
      return setter(type, maximum);
    }

    @Override
    Object pool() {
      return pool;
    }

    private int get(String what) throws IOException {
      try {
        return (Integer) type.getMethod("get" + what).invoke(pool);
      } catch (NoSuchMethodException e) {
        throw new IOException("it has no get" + what, e);
      } catch (InvocationTargetException e) {
        throw new IOException("the pool refuses: " + e.getCause(), e);
      } catch (IllegalAccessException | RuntimeException e) {
        throw new IOException("the pool cannot be called: " + e, e);
      }
    }
  }
}
