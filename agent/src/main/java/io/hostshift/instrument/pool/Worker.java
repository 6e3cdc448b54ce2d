package io.hostshift.instrument.pool;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Finds the pool that a thread works for, by the object that the thread runs.
 *
 * <p>A worker of {@code ThreadPoolExecutor}, of Tomcat's copy of it, of Jetty's {@code
 * QueuedThreadPool} and of JBoss' {@code EnhancedQueueExecutor} is an inner class and refers to its
 * pool. Thread factories may wrap it. Cassandra's {@code SEPWorker} works for all {@code
 * SEPExecutor}s, in turns.
 */
final class Worker {
  private static final String[] WORKERS = {
    "java.util.concurrent.ThreadPoolExecutor$Worker",
    "org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker",
    "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner",
    "org.jboss.threads.EnhancedQueueExecutor$ThreadBody"
  };

  private static final String SHARED = "org.apache.cassandra.concurrent.SEPWorker";
  private static final String SHARING = "org.apache.cassandra.concurrent.SEPExecutor";

  private final Instrumentation instrumentation;
  private final Field holder;
  private final Field task;
  private final Wrapping wrapping;

  private Worker(Instrumentation instrumentation, Field holder, Field task) {
    this.instrumentation = instrumentation;
    this.holder = holder;
    this.task = task;
    this.wrapping = new Wrapping(instrumentation);
  }

  /**
   * Opens what is needed of {@code java.lang} and {@code java.util.concurrent}.
   *
   * @throws UnavailableException if this JVM does not let us, or its threads look otherwise
   */
  static Worker open(Instrumentation instrumentation) throws UnavailableException {
    OwnModule.open(instrumentation, Thread.class);
    OwnModule.open(instrumentation, ForkJoinWorkerThread.class);
    try {
      return new Worker(instrumentation, null, field(Thread.class, "target"));
    } catch (NoSuchFieldException since19) {
      try {
        Field holder = field(Thread.class, "holder");
        return new Worker(instrumentation, holder, field(holder.getType(), "task"));
      } catch (NoSuchFieldException | RuntimeException e) {
        throw new UnavailableException("what a thread runs cannot be seen: " + e, e);
      }
    } catch (RuntimeException e) {
      throw new UnavailableException("what a thread runs cannot be seen: " + e, e);
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** What it runs and what that wraps; empty if it runs by itself, or that cannot be seen. */
  List<Wrapping.Wrapped> runs(Thread thread) {
    try {
      Object holding = holder == null ? thread : holder.get(thread);
      Object run = holding == null ? null : task.get(holding);
      return run == null ? Collections.<Wrapping.Wrapped>emptyList() : wrapping.of(run);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Collections.emptyList();
    }
  }

  /**
   * None if it is no worker, or none that can be recognised; several where pools share it.
   *
   * @param runs what the thread runs
   */
  List<Object> pools(Thread thread, List<Wrapping.Wrapped> runs) {
    if (thread instanceof ForkJoinWorkerThread) {
      Object pool = ((ForkJoinWorkerThread) thread).getPool();
      return pool == null ? Collections.emptyList() : Collections.singletonList(pool);
    }
    for (Wrapping.Wrapped held : runs) {
      try {
        List<Object> pools = pools(held.what);
        if (!pools.isEmpty()) {
          return pools;
        }
      } catch (ReflectiveOperationException | UnavailableException | RuntimeException e) {
        break; // A class of that name that is built otherwise is none that we know.
      }
    }
    return Collections.emptyList();
  }

  private List<Object> pools(Object run) throws ReflectiveOperationException, UnavailableException {
    String name = run.getClass().getName();
    if (name.equals(SHARED)) {
      Object shared = opened(run.getClass(), "pool").get(run);
      return new ArrayList<>((List<?>) opened(shared.getClass(), "executors").get(shared));
    }
    for (String worker : WORKERS) {
      if (name.equals(worker)) {
        return Collections.singletonList(opened(run.getClass(), "this$0").get(run));
      }
    }
    return Collections.emptyList();
  }

  /** What a pool that shares its threads calls them; empty for any other. */
  String ownName(Object pool) {
    if (!pool.getClass().getName().equals(SHARING)) {
      return "";
    }
    try {
      return String.valueOf(opened(pool.getClass(), "name").get(pool));
    } catch (ReflectiveOperationException | UnavailableException | RuntimeException e) {
      return "";
    }
  }

  /** A library may be a module of its own. */
  private Field opened(Class<?> type, String name)
      throws NoSuchFieldException, UnavailableException {
    OwnModule.open(instrumentation, type);
    return field(type, name);
  }
}
