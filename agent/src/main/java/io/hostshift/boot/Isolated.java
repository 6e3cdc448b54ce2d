package io.hostshift.boot;

import java.io.File;
import java.lang.instrument.Instrumentation;

/** Starts the isolated part of the agent, on the agent's own thread. */
final class Isolated {
  /** What a command needs that comes when the jar may have been written over. */
  private static final String[] LATER = {"Command", "Answer", "Console", "EntryHandler"};

  private Isolated() {}

  /** Returns when the agent has ended; throws whatever keeps it from running. */
  static void start(Slot slot, String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    if (!attached && OwnCommandLine.isRunning()) {
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
    loadNow();
    NamedJar named = NamedJar.of(arguments);
    File jar = named.file() == null ? OwnJar.file() : named.file();
    IsolatingLoader loader = OwnJar.open(jar);
    slot.occupy(loader, jar);
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass(Launch.AGENT)
        .getMethod("start", Instrumentation.class, String.class, File.class)
        .invoke(null, instrumentation, named.arguments(), jar);
  }

  private static void loadNow() throws ClassNotFoundException {
    String own = Isolated.class.getName();
    String prefix = own.substring(0, own.lastIndexOf('.') + 1);
    for (String name : LATER) {
      Class.forName(prefix + name, true, Isolated.class.getClassLoader());
    }
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
