package io.hostshift.tune.pool;

import io.hostshift.hotspot.ForkJoinPools;
import io.hostshift.instrument.pool.PoolMethods;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
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

  private final Object pool;
  private final Class<?> type;
  private final String coreName;
  private final String maximumName;

  /**
   * @param type whose methods are called, which the pool is or extends
   * @param coreName what follows {@code set} in the name of the method that sets the core size
   * @param maximumName the same of the maximum
   */
  private PoolLever(Object pool, Class<?> type, String coreName, String maximumName) {
    this.pool = pool;
    this.type = type;
    this.coreName = coreName;
    this.maximumName = maximumName;
  }

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
    boolean shutDown = pool instanceof ExecutorService && ((ExecutorService) pool).isShutdown();
    return shutDown ? "it has been shut down" : null;
  }

  /** The threads it keeps; the only number of some kinds. */
  abstract int core() throws IOException;

  /** The most threads; the same as {@link #core} where the pool knows one number. */
  abstract int maximum() throws IOException;

  /** What makes its threads. */
  abstract Object maker();

  /** The pool itself. */
  final Object pool() {
    return pool;
  }

  /**
   * Sets both, in the order in which the core size is never above the maximum, which pools refuse.
   * A pool that may have more threads while tasks wait starts them at once, on this thread.
   *
   * @param methods by whom its methods are called
   */
  final void resize(int core, int maximum, PoolMethods methods) throws IOException {
    if (maximum >= maximum()) {
      set(maximumName, maximum, maximum(), methods);
      set(coreName, core, core(), methods);
    } else {
      set(coreName, core, core(), methods);
      set(maximumName, maximum, maximum(), methods);
    }
  }

  private void set(String what, int wanted, int now, PoolMethods methods) throws IOException {
    if (wanted == now) {
      return;
    }
    try {
      methods.call(type.getMethod("set" + what, int.class), pool, wanted);
    } catch (NoSuchMethodException e) {
      throw new IOException("it has no set" + what, e);
    }
  }

  private static final class Executor extends PoolLever {
    private final ThreadPoolExecutor pool;

    private Executor(ThreadPoolExecutor pool) {
      super(pool, ThreadPoolExecutor.class, "CorePoolSize", "MaximumPoolSize");
      this.pool = pool;
    }

    @Override
    Object maker() {
      return pool.getThreadFactory();
    }

    @Override
    int core() {
      return pool.getCorePoolSize();
    }

    @Override
    int maximum() {
      return pool.getMaximumPoolSize();
    }
  }

  private static final class ForkJoin extends PoolLever {
    private final ForkJoinPool pool;

    private ForkJoin(ForkJoinPool pool) {
      super(pool, ForkJoinPool.class, "Parallelism", "Parallelism");
      this.pool = pool;
    }

    @Override
    Object maker() {
      return pool.getFactory();
    }

    @Override
    String refusal() {
      String refusal = super.refusal();
      return refusal == null ? ForkJoinPools.refusal() : refusal;
    }

    @Override
    int core() {
      return pool.getParallelism();
    }

    @Override
    int maximum() {
      return pool.getParallelism();
    }
  }

  /** A library's, by its public methods: the library itself is in a loader that we do not see. */
  private static final class Foreign extends PoolLever {
    private Foreign(Object pool, Class<?> type, String coreName, String maximumName) {
      super(pool, type, coreName, maximumName);
    }

    @Override
    Object maker() {
      return pool();
    }

    @Override
    int core() throws IOException {
      return get(super.coreName);
    }

    @Override
    int maximum() throws IOException {
      return get(super.maximumName);
    }

    private int get(String what) throws IOException {
      try {
        return (Integer) super.type.getMethod("get" + what).invoke(pool());
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
