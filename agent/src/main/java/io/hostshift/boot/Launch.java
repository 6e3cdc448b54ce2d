package io.hostshift.boot;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** Starts the isolated part of the agent, on the agent's own thread. */
final class Launch implements Runnable {
  static final String AGENT = "io.hostshift.agent.Agent";

  private final Slot slot;
  private final String arguments;
  private final Instrumentation instrumentation;

  Launch(Slot slot, String arguments, Instrumentation instrumentation) {
    this.slot = slot;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  @Override
  public void run() {
    try {
      File jar = OwnJar.file();
      if (jar.getPath().equals(System.getProperty("java.class.path"))) {
        // java -jar hostshift.jar, with the agent in JAVA_TOOL_OPTIONS: a tool, like the JDK's own.
        slot.release();
        return;
      }
      IsolatingLoader loader = OwnJar.open(jar);
      slot.occupy(loader, jar);
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(AGENT)
          .getMethod("start", Instrumentation.class, String.class, File.class)
          .invoke(null, instrumentation, arguments, jar);
    } catch (Throwable e) {
      Answer.of(arguments).off(e);
      // Free again: an agent that is not there must not be listed, and a repaired one may attach.
      slot.release();
    }
  }
}
