package io.hostshift.boot;

import java.lang.reflect.Constructor;

/**
 * Threads that take as little as possible from the one that starts them.
 *
 * <p>They are daemons of the system's thread group, so that the application neither waits for them
 * nor meets them among its own. The starting thread's access control context is taken over by every
 * {@code Thread}; in {@code premain} and {@code agentmain} it holds the JDK and this jar only.
 */
final class OwnThread {
  /** In bytes. Enough for Jackson and byte-buddy; reserved, and committed only where touched. */
  private static final long STACK = 512 * 1024;

  private OwnThread() {}

  /** A thread that still has the starting thread's inheritable thread locals. */
  static Thread start(String name, Runnable work) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return start(new Thread(group, work, name, STACK));
  }

  /**
   * A thread without them, where Java can (since 9). It is made by a first thread of ours, because
   * the reflection that a Java 8 class needs for it is too dear for the application's main thread.
   */
  static void startDetached(String name, Runnable work) {
    start(name, new Detached(name, work));
  }

  private static Thread start(Thread thread) {
    thread.setDaemon(true);
    // Not the application's: it would never be collected, and libraries would look into it.
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  /** A class and no lambda, which would have the main thread set up the JDK's lambda machinery. */
  private static final class Detached implements Runnable {
    private final String name;
    private final Runnable work;

    private Detached(String name, Runnable work) {
      this.name = name;
      this.work = work;
    }

    @Override
    public void run() {
      Thread thread;
      try {
        Constructor<Thread> constructor =
            Thread.class.getConstructor(
                ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        thread = constructor.newInstance(group, work, name, STACK, false);
      } catch (ReflectiveOperationException e) {
        // Java 8 cannot leave them behind; at premain only other agents can have set any.
        work.run();
        return;
      }
      start(thread);
    }
  }
}
