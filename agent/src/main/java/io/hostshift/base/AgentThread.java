package io.hostshift.base;

import java.util.function.Consumer;

/**
 * Threads of the agent's own: the application neither waits for them nor finds its class loader in
 * them, and what ends one of them never reaches its handler of uncaught exceptions, which may end
 * the JVM.
 */
public final class AgentThread implements Thread.UncaughtExceptionHandler {
  private static final AgentThread SILENT = new AgentThread(null);

  private final Consumer<Throwable> failed;

  private AgentThread(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  /** A thread that is not started yet; what ends it is said by its work, or by nobody. */
  public static Thread of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(SILENT);
    return thread;
  }

  /**
   * A thread that is not started yet.
   *
   * @param failed told, on this thread, of what has ended it before its work was done
   */
  public static Thread of(String name, Runnable work, Consumer<Throwable> failed) {
    Thread thread = of(name, work);
    thread.setUncaughtExceptionHandler(new AgentThread(failed));
    return thread;
  }

  /** Waits for the end of a thread, within the time; whether it has ended. */
  static boolean awaitEnd(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  @Override
  public void uncaughtException(Thread ended, Throwable e) {
    if (failed == null) {
      return;
    }
    try {
      failed.accept(e);
    } catch (RuntimeException | Error again) {
      // The JVM would print that one, and nothing is left to say it with.
      return;
    }
  }
}
