package io.hostshift.instrument.pool;

/** Threads of a library's pool that is none of the JDK's, known by their class or name. */
public final class LibraryThreads {
  private static final String[][] LIBRARIES = {
    {"io.netty.", "Netty event loops", "Netty fixes the number of an event loop group's threads"},
    {"reactor.netty.", "Reactor Netty event loops", "Netty fixes the number of its threads"},
    {"io.vertx.", "Vert.x threads", "Vert.x fixes the number of its threads"},
    {"reactor.core.", "Reactor scheduler", "Reactor fixes the number of a scheduler's threads"},
    {"cats.effect.", "cats-effect compute pool", "cats-effect fixes the number of its threads"},
    {"akka.", "Akka dispatcher", "Akka has no public way to resize a dispatcher"},
    {"org.apache.pekko.", "Pekko dispatcher", "Pekko has no public way to resize a dispatcher"},
    {"org.xnio.", "XNIO workers", "XNIO fixes the number of its I/O threads"},
  };

  private final String kind;
  private final String name;
  private final String reason;
  private int threads;

  private LibraryThreads(String kind, String name, String reason) {
    this.kind = kind;
    this.name = name;
    this.reason = reason;
  }

  /** Null if it is no thread of such a library. */
  static LibraryThreads of(Thread thread) {
    for (Class<?> type = thread.getClass(); type != Thread.class; type = type.getSuperclass()) {
      for (String[] library : LIBRARIES) {
        // Also where the library was moved into another's packages.
        if (type.getName().startsWith(library[0]) || type.getName().contains("." + library[0])) {
          return new LibraryThreads(library[1], group(thread.getName()), library[2]);
        }
      }
    }
    return null;
  }

  /** Without the number of the thread: {@code nioEventLoopGroup-2} of {@code …-2-1}. */
  private static String group(String threadName) {
    int end = threadName.length();
    while (end > 0 && Character.isDigit(threadName.charAt(end - 1))) {
      end--;
    }
    while (end > 0 && "-_ #".indexOf(threadName.charAt(end - 1)) >= 0) {
      end--;
    }
    return end == 0 ? threadName : threadName.substring(0, end);
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

  /** Why it cannot be resized. */
  public String reason() {
    return reason;
  }
}
