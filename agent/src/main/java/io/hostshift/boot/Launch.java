package io.hostshift.boot;

import java.lang.instrument.Instrumentation;
import java.util.Locale;

/**
 * The agent's own thread begins here. What the class refers to is little, since the application's
 * main thread loads it.
 */
final class Launch implements Runnable {
  static final String AGENT = "io.hostshift.agent.Agent";

  /**
   * In milliseconds. A short program, as scripts start many of, is done by then and has had the
   * processors and the class loaders' locks for itself; a service has its move noticed that much
   * later, once in its life.
   */
  private static final long AFTER_MAIN = 100;

  /** Keys that may ask for something before the application's own classes are loaded. */
  private static final String[] HURRIED = {"headroom", "pools", "settings", "rules", "config"};

  private final Slot slot;
  private final String arguments;
  private final Instrumentation instrumentation;
  private final boolean attached;

  Launch(Slot slot, String arguments, Instrumentation instrumentation, boolean attached) {
    this.slot = slot;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    this.attached = attached;
  }

  @Override
  public void run() {
    try {
      if (!attached && !hurried()) {
        Thread.sleep(AFTER_MAIN);
      }
      Isolated.start(slot, arguments, instrumentation, attached);
    } catch (Throwable e) {
      AgentMain.off(arguments, e);
      // Free again: an agent that is not there must not be listed, and a repaired one may attach.
      slot.release();
    }
  }

  /** Whether the application is to find settings made, or hooks in place, as early as can be. */
  private boolean hurried() {
    for (String key : HURRIED) {
      if (arguments != null && arguments.contains(key + "=")
          || System.getProperty("hostshift." + key) != null
          || System.getenv("HOSTSHIFT_" + key.toUpperCase(Locale.ROOT)) != null) {
        return true;
      }
    }
    return false;
  }
}
