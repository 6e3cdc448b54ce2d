package io.hostshift.tune.pool;

import io.hostshift.hotspot.ForkJoinPools;
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

  /** Null if this kind of pool tells no size. */
  static PoolLever of(Object pool) {
    if (pool instanceof ThreadPoolExecutor) {
      return new Executor((ThreadPoolExecutor) pool);
    }
    if (pool instanceof ForkJoinPool) {
      return new ForkJoin((ForkJoinPool) pool);
    }
    for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(TOMCAT) || type.getName().equals(JBOSS)) {
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

  abstract void core(int threads) throws IOException;

  abstract void maximum(int threads) throws IOException;

  /** Whose class loader the pool's threads have. */
  abstract Object maker();

  /**
   * A pool that may have more threads while tasks wait starts them at once, on the thread that says
   * so, and where its factory says nothing else they take over that thread's context class loader.
   */
  final void resize(int core, int maximum) throws IOException {
    Thread here = Thread.currentThread();
    ClassLoader own = here.getContextClassLoader();
    ClassLoader theirs = maker().getClass().getClassLoader();
    here.setContextClassLoader(theirs == null ? ClassLoader.getSystemClassLoader() : theirs);
    try {
      resizeInOrder(core, maximum);
    } finally {
      here.setContextClassLoader(own);
    }
  }

  /** The order in which the core size is never above the maximum, which pools refuse. */
  private void resizeInOrder(int core, int maximum) throws IOException {
    if (maximum >= maximum()) {
      set(maximum, maximum(), this::maximum);
      set(core, core(), this::core);
    } else {
      set(core, core(), this::core);
      set(maximum, maximum(), this::maximum);
    }
  }

  private interface Setter {
    void set(int threads) throws IOException;
  }

  private static void set(int wanted, int now, Setter setter) throws IOException {
    if (wanted != now) {
      setter.set(wanted);
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
    void core(int threads) {
      pool.setCorePoolSize(threads);
    }

    @Override
    void maximum(int threads) {
      pool.setMaximumPoolSize(threads);
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
    void core(int threads) throws IOException {
      maximum(threads);
    }

    @Override
    void maximum(int threads) throws IOException {
      ForkJoinPools.setParallelism(pool, threads);
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
    void core(int threads) throws IOException {
      set(core, threads);
    }

    @Override
    void maximum(int threads) throws IOException {
      set(maximum, threads);
    }

    private int get(String what) throws IOException {
      try {
        return (Integer) call(type.getMethod("get" + what));
      } catch (NoSuchMethodException e) {
        throw new IOException("it has no get" + what, e);
      }
    }

    private void set(String what, int threads) throws IOException {
      try {
        call(type.getMethod("set" + what, int.class), threads);
      } catch (NoSuchMethodException e) {
        throw new IOException("it has no set" + what, e);
      }
    }

    private Object call(Method method, Object... arguments) throws IOException {
      try {
        return method.invoke(pool, arguments);
      } catch (InvocationTargetException e) {
        throw new IOException("the pool refuses: " + e.getCause(), e);
      } catch (IllegalAccessException | RuntimeException e) {
        throw new IOException("the pool cannot be called: " + e, e);
      }
    }
  }
}
