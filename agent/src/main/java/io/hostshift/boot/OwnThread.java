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

  static Thread start(String name, Runnable work) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread thread = create(group, work, name);
    thread.setDaemon(true);
    // Not the application's: it would never be collected, and libraries would look into it.
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  private static Thread create(ThreadGroup group, Runnable work, String name) {
    try {
      // Since Java 9, without the inheritable thread locals of the application's main thread.
      Constructor<Thread> constructor =
          Thread.class.getConstructor(
              ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
      return constructor.newInstance(group, work, name, STACK, false);
    } catch (ReflectiveOperationException e) {
      // Java 8 has no way to leave them behind; at premain only other agents can have set any.
      return new Thread(group, work, name, STACK);
    }
  }
}
