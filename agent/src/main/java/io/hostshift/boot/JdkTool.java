package io.hostshift.boot;

/**
 * Tells whether this JVM is one of the JDK's own tools, or a tool of a service that is started with
 * that service's options.
 *
 * <p>{@code JAVA_TOOL_OPTIONS} brings the agent into every JVM that its user starts: into the
 * {@code javac} of a build, and into the {@code jcmd} that an operator runs against the very
 * application; an option in {@code KAFKA_OPTS} or {@code JAVA_OPTS} brings it into {@code
 * kafka-topics.sh} and into the JVM that tells Tomcat to stop. They live for a second, their output
 * is read by scripts, and nothing in them can be retuned: there the agent does nothing and says
 * nothing.
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

  /** Packages and classes of services' tools, which no service has its own main class in. */
  private static final String[] TOOLS_OF_SERVICES = {
    "kafka.admin.",
    "kafka.tools.",
    "org.apache.cassandra.tools.",
    "org.apache.kafka.shell.",
    "org.apache.kafka.tools.",
    "org.apache.solr.cli.",
    "org.apache.zookeeper.ZooKeeperMain",
  };

  /** Services whose main class is also that of their tools: main class, then those arguments. */
  private static final String[][] CALLS_OF_SERVICES = {
    {"org.apache.catalina.startup.Bootstrap", "stop", "configtest"},
    {"org.apache.activemq.console.Main", "stop", "list", "query", "bstat", "dstat"},
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
    return begins(name, PACKAGES)
        || begins(name, TOOLS_OF_SERVICES)
        || calls(name, space < 0 ? "" : command.substring(space + 1).trim());
  }

  private static boolean begins(String name, String[] tools) {
    for (String tool : tools) {
      if (name.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }

  /** Their scripts give such a word last, or first before what it is about. */
  private static boolean calls(String name, String arguments) {
    for (String[] service : CALLS_OF_SERVICES) {
      if (!name.equals(service[0])) {
        continue;
      }
      for (int i = 1; i < service.length; i++) {
        String word = service[i];
        if (arguments.equals(word)
            || arguments.startsWith(word + " ")
            || arguments.endsWith(" " + word)) {
          return true;
        }
      }
    }
    return false;
  }
}
