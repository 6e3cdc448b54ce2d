package io.hostshift.boot;

import java.io.File;

/**
 * The one place for an agent in this JVM.
 *
 * <p>Taken before the agent's thread starts and free again when the start failed or the agent was
 * detached. The system property {@link #PROPERTY} is set for exactly that time: tools find the
 * agent by it, and it holds where a second copy of this class, in another loader, cannot see the
 * first one's fields.
 */
final class Slot {
  static final String PROPERTY = "hostshift.version";

  /** Set with it: the jar that the agent came from, which tools can load again. */
  static final String JAR = "hostshift.jar";

  private static Slot taken;

  private String version;
  private IsolatingLoader loader;

  private Slot(String version) {
    this.version = version;
  }

  /** Of this jar, or of the agent that runs, if it is another one. */
  static String version() {
    String running = System.getProperty(PROPERTY);
    if (running != null) {
      return running;
    }
    String own = Slot.class.getPackage().getImplementationVersion();
    return own == null ? "development" : own;
  }

  /** Null if an agent has it. */
  static synchronized Slot take() {
    String version = version();
    // The property decides, atomically; the field is for an application that replaced them all.
    if (System.getProperties().putIfAbsent(PROPERTY, version) != null) {
      return null;
    }
    if (taken != null) {
      return null;
    }
    taken = new Slot(version);
    return taken;
  }

  /** From now on commands can reach the agent, and {@link #release()} closes its loader. */
  synchronized void occupy(IsolatingLoader agent, File jar) {
    loader = agent;
    if (agent.version() != null
        && System.getProperties().replace(PROPERTY, version, agent.version())) {
      version = agent.version();
    }
    System.setProperty(JAR, jar.getAbsolutePath());
  }

  /** Frees the place and drops everything of the agent that boot holds. */
  void release() {
    synchronized (Slot.class) {
      if (taken == this) {
        taken = null;
        System.getProperties().remove(JAR);
      }
      System.getProperties().remove(PROPERTY, versionSet());
    }
    IsolatingLoader closing;
    synchronized (this) {
      closing = loader;
      loader = null;
    }
    if (closing != null) {
      closing.close();
    }
  }

  private synchronized String versionSet() {
    return version;
  }

  /** The running agent's; null while it is starting, and after it was detached. */
  synchronized IsolatingLoader loader() {
    return loader;
  }

  /** Null if no agent has the place. */
  static synchronized Slot taken() {
    return taken;
  }
}
