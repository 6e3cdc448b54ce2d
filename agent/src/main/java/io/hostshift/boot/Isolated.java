package io.hostshift.boot;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** Starts the isolated part of the agent, on the agent's own thread. */
final class Isolated {
  private Isolated() {}

  /** Returns when the agent has ended; throws whatever keeps it from running. */
  static void start(Slot slot, String arguments, Instrumentation instrumentation) throws Exception {
    File jar = OwnJar.file();
    if (jar.getPath().equals(System.getProperty("java.class.path"))) {
      // java -jar hostshift.jar, with the agent in JAVA_TOOL_OPTIONS: a tool, like the JDK's own.
      slot.release();
      return;
    }
    if (!hasManagement()) {
      Answer.of(arguments)
          .refuse(
              "is off, the application runs without it: this Java has no module java.management;"
                  + " name it with --add-modules where it is linked, or with --limit-modules");
      slot.release();
      return;
    }
    IsolatingLoader loader = OwnJar.open(jar);
    slot.occupy(loader, jar);
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass(Launch.AGENT)
        .getMethod("start", Instrumentation.class, String.class, File.class)
        .invoke(null, instrumentation, arguments, jar);
  }

  /**
   * A runtime may have been linked without it. The agent would find out when it registers its
   * MBeans, long after it has said that it watches.
   */
  private static boolean hasManagement() {
    try {
      Class.forName("javax.management.JMException", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
