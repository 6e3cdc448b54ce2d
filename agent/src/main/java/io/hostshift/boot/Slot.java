package io.hostshift.boot;

import java.lang.reflect.Method;

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

  /** How long an attachment waits for its command, in milliseconds: others queue behind it. */
  private static final long COMMAND_WAIT = 10_000;

  private static Slot taken;

  private final String version;
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
  synchronized void occupy(IsolatingLoader agent) {
    loader = agent;
  }

  /** Frees the place and drops everything of the agent that boot holds. */
  void release() {
    synchronized (Slot.class) {
      if (taken == this) {
        taken = null;
      }
      System.getProperties().remove(PROPERTY, version);
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

  /**
   * Hands a command to the running agent, on a thread of ours, since this one serves all
   * attachments; returns when it was carried out, or when the wait is over.
   */
  static void command(String command) throws InterruptedException {
    Slot slot;
    synchronized (Slot.class) {
      slot = taken;
    }
    IsolatingLoader agent = slot == null ? null : slot.loader();
    if (agent == null) {
      Console.say(slot == null ? "does not run in this JVM" : "is still starting; try again");
      return;
    }
    Slot running = slot;
    OwnThread.start("hostshift-command", () -> running.run(command, agent)).join(COMMAND_WAIT);
  }

  private synchronized IsolatingLoader loader() {
    return loader;
  }

  private void run(String command, IsolatingLoader agent) {
    try {
      Thread.currentThread().setContextClassLoader(agent);
      Method method = agent.loadClass(Launch.AGENT).getMethod("command", String.class);
      Object stays = method.invoke(null, command);
      if (Boolean.FALSE.equals(stays)) {
        // The agent has stopped, which only it can know: its loader may go.
        Thread.currentThread().setContextClassLoader(null);
        release();
      }
    } catch (Throwable e) {
      Console.say("could not carry out " + command + ": " + Console.reason(e));
    }
  }
}
