package io.hostshift.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** Where {@code boot} enters the isolated part of the agent, by name. */
public final class Agent {
  private static volatile RunningAgent running;
  private static volatile boolean ended;

  private Agent() {}

  /**
   * Runs the agent on the calling thread, which is its own, until it is detached.
   *
   * @param arguments {@code key=value,key=value}, or null
   * @param jar the file that the agent was loaded from
   */
  public static void start(Instrumentation instrumentation, String arguments, File jar) {
    RunningAgent agent = RunningAgent.create(instrumentation, arguments);
    running = agent;
    try {
      agent.run();
    } finally {
      ended = true;
      running = null;
    }
  }

  /**
   * Carries out a command that came through the JVM's attach socket.
   *
   * @param command with a leading {@code @}, such as {@code @detach}
   * @return whether the agent goes on running; also while it has yet to start
   */
  public static boolean command(String command) {
    RunningAgent agent = running;
    if (agent == null) {
      return !ended;
    }
    if (command.equals("@detach")) {
      agent.detach();
      return false;
    }
    agent.refuse(command);
    return true;
  }
}
