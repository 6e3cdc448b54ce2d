package io.hostshift.boot;

/**
 * A command that an attachment brings for the agent that runs already.
 *
 * <p>It is carried out on a thread of ours, since the one that brings it serves all attachments:
 * {@code jstack} and the like wait behind it.
 */
final class Command implements Runnable {
  /** How long the attachment waits for the command, in milliseconds. */
  private static final long WAIT = 10_000;

  /** Starts an agent, and is no command for one that runs. */
  private static final String ATTACH = "@attach";

  private final String command;
  private final Slot slot;
  private final IsolatingLoader agent;

  private Command(String command, Slot slot, IsolatingLoader agent) {
    this.command = command;
    this.slot = slot;
    this.agent = agent;
  }

  /**
   * @param arguments of the attachment; may be null
   */
  static boolean is(String arguments) {
    return arguments != null && arguments.startsWith("@") && !arguments.startsWith(ATTACH);
  }

  /** Returns when it was carried out, or when the wait is over and it goes on. */
  static void run(String command) throws InterruptedException {
    Slot slot = Slot.taken();
    IsolatingLoader agent = slot == null ? null : slot.loader();
    if (agent != null) {
      OwnThread.start("hostshift-command", new Command(command, slot, agent)).join(WAIT);
    } else {
      Answer.of(command)
          .refuse(slot == null ? "does not run in this JVM" : "is still starting; try again");
    }
  }

  @Override
  public void run() {
    try {
      Thread.currentThread().setContextClassLoader(agent);
      Object stays =
          agent.loadClass(Launch.AGENT).getMethod("command", String.class).invoke(null, command);
      if (Boolean.FALSE.equals(stays)) {
        // The agent has stopped, which only it can know: its loader may go.
        Thread.currentThread().setContextClassLoader(null);
        slot.release();
      }
    } catch (Throwable e) {
      Answer.of(command).refuse("could not carry out " + command + ": " + Console.reason(e));
    }
  }
}
