package io.hostshift.boot;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters the agent, at its start or later through its attach socket.
 *
 * <p>What runs here runs on a thread that is not ours, at start-up the application's main thread:
 * it looks at its arguments and at a few system properties, starts one daemon thread and returns.
 * Nothing is ever thrown from here, since a failing {@code premain} ends the JVM.
 *
 * <p>Arguments are configuration ({@code key=value,key=value}); those of an attachment that begin
 * with {@code @} are a command for the agent that runs already, such as {@code @detach}, and may
 * name a file for its answer: {@code @status FILE}. An attachment that waits for an answer is {@code
 * @attach FILE key=value,key=value}.
 */
public final class AgentMain {
  private AgentMain() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, false);
  }

  public static void agentmain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, true);
  }

  private static void enter(String arguments, Instrumentation instrumentation, boolean attached) {
    try {
      if (attached && Command.is(arguments)) {
        Command.run(arguments);
      } else if (attached || !JdkTool.isRunning()) {
        // Whoever attaches to a JDK tool by its process id means it.
        start(arguments, instrumentation, attached);
      }
    } catch (Throwable e) {
      off(arguments, e);
    }
  }

  /** Tells why the agent does not run, also where not even its classes can be read any more. */
  static void off(String arguments, Throwable why) {
    try {
      Answer.of(arguments).off(why);
    } catch (Throwable e) {
      System.err.println("hostshift is off, the application runs without it: " + why);
    }
  }

  private static void start(String arguments, Instrumentation instrumentation, boolean attached) {
    Slot slot = Slot.take();
    if (slot == null) {
      Answer.of(arguments)
          .refuse(Slot.version() + " runs in this JVM already; the first one stays as it is");
      return;
    }
    try {
      OwnThread.startDetached("hostshift", new Launch(slot, arguments, instrumentation, attached));
    } catch (Throwable e) {
      slot.release();
      throw e;
    }
  }
}
