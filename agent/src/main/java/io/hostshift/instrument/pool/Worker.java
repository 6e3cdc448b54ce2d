package io.hostshift.instrument.pool;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Finds the pool that a thread works for, by the object that the thread runs.
 *
 * <p>A worker of {@code ThreadPoolExecutor}, of Tomcat's copy of it and of Jetty's {@code
 * QueuedThreadPool} is an inner class and refers to its pool. A thread factory that wraps what a
 * thread runs hides it.
 */
final class Worker {
  private static final String[] WORKERS = {
    "java.util.concurrent.ThreadPoolExecutor$Worker",
    "org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker",
    "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner"
  };

  private static final String TOMCAT_WRAPPING =
      "org.apache.tomcat.util.threads.TaskThread$WrappingRunnable";

  private final Instrumentation instrumentation;
  private final Field holder;
  private final Field task;

  private Worker(Instrumentation instrumentation, Field holder, Field task) {
    this.instrumentation = instrumentation;
    this.holder = holder;
    this.task = task;
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

  /** Null if it is no worker, or none that can be recognised. */
  Object pool(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread) {
      return ((ForkJoinWorkerThread) thread).getPool();
    }
    try {
      Object holding = holder == null ? thread : holder.get(thread);
      Object run = holding == null ? null : task.get(holding);
      if (run != null && run.getClass().getName().equals(TOMCAT_WRAPPING)) {
        run = opened(run.getClass(), "wrappedRunnable").get(run);
      }
      return run == null ? null : pool(run);
    } catch (ReflectiveOperationException | UnavailableException | RuntimeException e) {
      return null; // A class of that name that is built otherwise is none that we know.
    }
  }

  private Object pool(Object run) throws ReflectiveOperationException, UnavailableException {
    String name = run.getClass().getName();
    for (String worker : WORKERS) {
      if (name.equals(worker)) {
        return opened(run.getClass(), "this$0").get(run);
      }
    }
    return null;
  }

  /** A library may be a module of its own. */
  private Field opened(Class<?> type, String name)
      throws NoSuchFieldException, UnavailableException {
    OwnModule.open(instrumentation, type);
    return field(type, name);
  }
}
