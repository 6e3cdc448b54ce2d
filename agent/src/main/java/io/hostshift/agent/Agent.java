package io.hostshift.agent;

import io.hostshift.answer.Request;
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
   * @param arguments {@code key=value,key=value}, or null; or {@code @attach FILE} before them,
   *     with a file that is to be answered into
   * @param jar the file that the agent was loaded from
   */
  public static void start(Instrumentation instrumentation, String arguments, File jar) {
    Request request = Request.of(arguments);
    RunningAgent agent =
        RunningAgent.create(instrumentation, request == null ? arguments : request.argument(), jar);
    running = agent;
    try {
      agent.run(request);
    } finally {
      ended = true;
      running = null;
    }
  }

  /**
   * Carries out a command that came through the JVM's attach socket.
   *
   * @param arguments {@code @COMMAND}, {@code @COMMAND FILE} to be answered into that file, and
   *     further words
   * @return whether the agent goes on running; also while it has yet to start
   */
  public static boolean command(String arguments) {
    RunningAgent agent = running;
    if (agent == null) {
      return !ended;
    }
    return agent.carryOut(Request.of(arguments));
  }
}
