package io.hostshift.base;

import java.util.ArrayList;
import java.util.List;

/** The live threads of this JVM. */
public final class LiveThreads {
  private LiveThreads() {}

  /**
   * All but virtual ones.
   *
   * @throws SecurityException if the application lets nobody see them
   */
  public static List<Thread> all() {
    ThreadGroup root = root();
    // More than there are, since the number is an estimate and the rest would be left out.
    Thread[] threads = new Thread[root.activeCount() * 2 + 64];
    int found = root.enumerate(threads, true);
    List<Thread> all = new ArrayList<>(found);
    for (int i = 0; i < found; i++) {
      all.add(threads[i]);
    }
    return all;
  }

  /**
   * The group that all others are in.
   *
   * @throws SecurityException if the application lets nobody see it
   */
  static ThreadGroup root() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }
}
