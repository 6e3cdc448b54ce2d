package io.hostshift.boot;

/**
 * Tells whether this JVM is one of the JDK's own tools.
 *
 * <p>{@code JAVA_TOOL_OPTIONS} brings the agent into every JVM that its user starts: into the
 * {@code javac} of a build, and into the {@code jcmd} that an operator runs against the very
 * application. They live for a second, their output is read by scripts, and nothing in them can be
 * retuned: there the agent does nothing and says nothing.
 */
final class JdkTool {
  /**
   * Packages of the JDK that its tools' main classes are in: javac, javap, jdeps, jconsole's
   * debugger (com.sun.tools); jcmd, jps, jstack, jmap, jinfo, jstat, jar (sun.tools); keytool,
   * jarsigner; jhsdb; rmiregistry; jlink, jmod; jpackage; jfr; jshell and the JVM that runs its
   * snippets; javadoc; jrunscript; jwebserver. Packages, not classes, so that the next JDK's tools
   * are left alone too; no application's main class can be in them.
   */
  private static final String[] PACKAGES = {
    "com.sun.tools.",
    "com.sun.java.util.jar.pack.",
    "com.sun.corba.se.impl.",
    "jdk.internal.jshell.",
    "jdk.internal.jimage.",
    "jdk.javadoc.",
    "jdk.jfr.internal.",
    "jdk.jpackage.",
    "jdk.jshell.",
    "jdk.nashorn.tools.",
    "jdk.tools.",
    "sun.applet.",
    "sun.jvm.hotspot.",
    "sun.net.httpserver.simpleserver.",
    "sun.rmi.registry.",
    "sun.rmi.rmic.",
    "sun.rmi.server.",
    "sun.security.krb5.internal.tools.",
    "sun.security.tools.",
    "sun.tools.",
  };

  /** {@code java Program.java}: an application that is compiled first. */
  private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

  private JdkTool() {}

  static boolean isRunning() {
    return isTool(System.getProperty("sun.java.command"));
  }

  /**
   * @param command the launcher's {@code sun.java.command}: main class, {@code module/class} or jar
   *     file, then arguments; null in a JVM that no launcher started
   */
  static boolean isTool(String command) {
    if (command == null) {
      return false;
    }
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    int slash = main.indexOf('/');
    String name = slash < 0 ? main : main.substring(slash + 1);
    if (name.startsWith(SOURCE_LAUNCHER) || name.endsWith(".jar")) {
      return false;
    }
    for (String tool : PACKAGES) {
      if (name.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }
}
