package io.hostshift.instrument.pool;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Threads of a library's pool that is none of the JDK's, known by what they run: an executor of the
 * library, which the library's own code holds, or the method of a class of the library. A class of
 * threads alone says only which factory has made them.
 */
public final class LibraryThreads {
  private static final int NETTY = 0;

  private static final String[][] LIBRARIES = {
    {"io.netty.", "Netty event loops", "Netty fixes the number of an event loop group's threads"},
    {"reactor.netty.", "Reactor Netty event loops", "Netty fixes the number of its threads"},
    {"io.vertx.", "Vert.x threads", "Vert.x fixes the number of its threads"},
    {"reactor.core.", "Reactor scheduler", "Reactor fixes the number of a scheduler's threads"},
    {"cats.effect.", "cats-effect compute pool", "cats-effect fixes the number of its threads"},
    {"akka.", "Akka dispatcher", "Akka has no public way to resize a dispatcher"},
    {"org.apache.pekko.", "Pekko dispatcher", "Pekko has no public way to resize a dispatcher"},
    {"kotlinx.coroutines.", "Kotlin coroutines", "Kotlin fixes the number of its threads"},
    {"org.xnio.", "XNIO workers", "XNIO fixes the number of its I/O threads"},
  };

  private final String kind;
  private final String name;
  private final String reason;
  private int threads;
  private SizeRule rule;

  private LibraryThreads(String kind, String name, String reason) {
    this.kind = kind;
    this.name = name;
    this.reason = reason;
  }

  /**
   * Null if it is no thread of such a library.
   *
   * @param runs what it runs and what that wraps; empty if it runs by itself
   */
  static LibraryThreads of(Thread thread, List<Wrapping.Wrapped> runs) {
    String[] library = runs.isEmpty() ? library(runBy(thread.getClass())) : executor(runs);
    if (library == null) {
      return null;
    }
    // One library may be built upon another's event loops: its class of threads says which.
    String[] closer = library == LIBRARIES[NETTY] ? library(thread.getClass()) : null;
    String[] named = closer == null ? library : closer;
    ThreadNames names = new ThreadNames();
    names.add(thread.getName());
    return new LibraryThreads(named[1], names.prefix(), named[2]);
  }

  private static String[] executor(List<Wrapping.Wrapped> runs) {
    for (Wrapping.Wrapped held : runs) {
      if (held.by != null && held.what instanceof Executor) {
        String[] library = named(held.what.getClass());
        if (library != null && library == named(held.by.getClass())) {
          return library;
        }
      }
    }
    return null;
  }

  /** The class whose method the thread runs where it was given nothing to run. */
  private static Class<?> runBy(Class<?> thread) {
    for (Class<?> type = thread; type != Thread.class; type = type.getSuperclass()) {
      try {
        type.getDeclaredMethod("run");
        return type;
      } catch (NoSuchMethodException | LinkageError e) {
        // It inherits it.
      }
    }
    return Thread.class;
  }

  private static String[] library(Class<?> thread) {
    for (Class<?> type = thread; type != Thread.class; type = type.getSuperclass()) {
      String[] library = named(type);
      if (library != null) {
        return library;
      }
    }
    return null;
  }

  private static String[] named(Class<?> type) {
    for (String[] library : LIBRARIES) {
      // Also where the library was moved into another's packages.
      if (type.getName().startsWith(library[0]) || type.getName().contains("." + library[0])) {
        return library;
      }
    }
    return null;
  }

  void count() {
    threads++;
  }

  /** What is alive of it. */
  public int threads() {
    return threads;
  }

  public String kind() {
    return kind;
  }

  /** What the names of its threads begin with. */
  public String name() {
    return name;
  }

  /** Takes what explains how many there are; null if nothing does. */
  void explainedBy(SizeRule known) {
    rule = known;
  }

  /** A formula of the processors, or that there is none. */
  public String rule() {
    return rule == null ? "unexplained" : rule.toString();
  }

  /** Why it cannot be resized. */
  public String reason() {
    return rule == null ? reason : reason + "; " + rule.why();
  }
}
