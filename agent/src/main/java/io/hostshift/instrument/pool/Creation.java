package io.hostshift.instrument.pool;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/** The moment in which a pool was created, as far as it must be kept until it is looked into. */
final class Creation {
  final WeakReference<Object> pool;
  final int core;
  final int maximum;

  /** What the JVM reported to the application, at least 1. */
  final int processors;

  /** Names only: a frame holds no class. The creating thread's, the innermost first. */
  final StackTraceElement[] frames;

  /** The creating thread's context class loader; of nothing where it had none. */
  final WeakReference<ClassLoader> context;

  Creation(Object pool, int core, int maximum, int processors, StackTraceElement[] frames) {
    this(
        new WeakReference<>(pool),
        core,
        maximum,
        processors,
        outsideOfTheHook(frames),
        new WeakReference<>(contextHere()));
  }

  private Creation(
      WeakReference<Object> pool,
      int core,
      int maximum,
      int processors,
      StackTraceElement[] frames,
      WeakReference<ClassLoader> context) {
    this.pool = pool;
    this.core = core;
    this.maximum = maximum;
    this.processors = processors;
    this.frames = frames;
    this.context = context;
  }

  private static ClassLoader contextHere() {
    try {
      return Thread.currentThread().getContextClassLoader();
    } catch (SecurityException e) {
      return null; // The application lets nobody see it.
    }
  }

  /** With the sizes that its creator has set right after; itself if they are the same. */
  Creation sized(int coreNow, int maximumNow) {
    boolean same = coreNow == core && maximumNow == maximum;
    return same ? this : new Creation(pool, coreNow, maximumNow, processors, frames, context);
  }

  private static StackTraceElement[] outsideOfTheHook(StackTraceElement[] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().endsWith("." + PoolHook.COPY)) {
        return Arrays.copyOfRange(frames, i + 1, frames.length);
      }
    }
    return frames;
  }

  /**
   * The frame that created the pool: the first outside of the JDK's executors and reflection, of
   * the pool's own constructors and of those of its subclasses.
   *
   * @param pool the class of the pool
   * @return its index; that of the last frame if all are of that kind
   */
  int creator(Class<?> pool) {
    for (int i = 0; i < frames.length; i++) {
      String name = frames[i].getClassName();
      boolean between =
          name.startsWith("java.util.concurrent.")
              || name.equals("java.security.AccessController")
              || reflection(name);
      if (!between && !constructs(frames[i], pool)) {
        return i;
      }
    }
    return frames.length - 1;
  }

  private static boolean reflection(String name) {
    return name.startsWith("java.lang.reflect.")
        || name.startsWith("java.lang.invoke.")
        || name.startsWith("jdk.internal.reflect.")
        || name.startsWith("sun.reflect.");
  }

  private static boolean constructs(StackTraceElement frame, Class<?> pool) {
    for (Class<?> type = pool; type != null; type = type.getSuperclass()) {
      if (frame.getMethodName().equals("<init>") && frame.getClassName().equals(type.getName())) {
        return true;
      }
    }
    return false;
  }
}
