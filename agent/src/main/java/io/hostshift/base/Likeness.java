package io.hostshift.base;

/**
 * What a thread takes over from the one that starts it where nothing else is said: its group,
 * whether it is a daemon, and its context class loader.
 */
public final class Likeness {
  private final ThreadGroup group;
  private final boolean daemon;
  private final ClassLoader context;

  private Likeness(ThreadGroup group, boolean daemon, ClassLoader context) {
    this.group = group;
    this.daemon = daemon;
    this.context = context;
  }

  /**
   * A daemon of the group that the JVM starts applications in, with the system's class loader.
   *
   * @throws SecurityException if the application lets nobody see its groups
   */
  public static Likeness ofTheApplication() {
    ThreadGroup root = LiveThreads.root();
    ThreadGroup[] groups = new ThreadGroup[root.activeGroupCount() * 2 + 16];
    int found = root.enumerate(groups, false);
    ThreadGroup main = root;
    for (int i = 0; i < found; i++) {
      if (groups[i].getName().equals("main")) {
        main = groups[i];
      }
    }
    return new Likeness(main, true, ClassLoader.getSystemClassLoader());
  }

  /**
   * With the group of this thread, and a daemon only if it is one; the same as here if it has
   * ended. Its context class loader is not taken, which a task may have changed for its own time.
   *
   * @param thread may be null
   */
  public Likeness of(Thread thread) {
    ThreadGroup its = thread == null ? null : thread.getThreadGroup();
    return its == null ? this : new Likeness(its, thread.isDaemon(), context);
  }

  /**
   * With this context class loader.
   *
   * @param loader null for the same as here
   */
  public Likeness under(ClassLoader loader) {
    return loader == null ? this : new Likeness(group, daemon, loader);
  }

  /** A thread that is not started yet. */
  Thread thread(String name, Runnable work) {
    Thread thread = new Thread(group, work, name);
    thread.setDaemon(daemon);
    thread.setPriority(Math.min(Thread.NORM_PRIORITY, group.getMaxPriority()));
    thread.setContextClassLoader(context);
    return thread;
  }
}
