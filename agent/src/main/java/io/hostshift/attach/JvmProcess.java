package io.hostshift.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/** A process that runs a HotSpot JVM, as it can be told from outside. */
public final class JvmProcess {
  /**
   * The names of HotSpot's thread that takes SIGQUIT, as long as the kernel keeps names: of "Signal
   * Dispatcher" the first 15 bytes, or from 26 on its beginning and its end.
   */
  static final String[] DISPATCHER = {"Signal Dispatch", "Signal ..atcher"};

  /** In bytes; a process may make them as long as it likes. */
  private static final int MOST_ARGUMENTS = 1 << 20;

  private final LinuxProcess process;
  private final PerfData perfData;
  private final String main;

  private JvmProcess(LinuxProcess process, PerfData perfData, String main) {
    this.process = process;
    this.perfData = perfData;
    this.main = main;
  }

  /**
   * @throws UnreachableException if it is no HotSpot JVM, or cannot be looked at
   */
  static JvmProcess of(LinuxProcess process) throws UnreachableException {
    boolean shown = mapsJvm(process);
    PerfData perfData = PerfData.of(process);
    String command = perfData.text("sun.rt.javaCommand");
    // A user without a name has no file either; only HotSpot has a thread of that name then.
    if (!shown && command == null && !(process.catchesQuit() && process.hasThread(DISPATCHER))) {
      throw mayNotLook(process, null);
    }
    // As long as it is there: a directory service's users are found by what they own.
    process.userName();
    return new JvmProcess(
        process,
        perfData,
        JavaCommandLine.shortName(
            command == null || command.isEmpty() || command.equals("Unknown")
                ? JavaCommandLine.main(arguments(process))
                : command));
  }

  /**
   * Whether the kernel shows that it runs a HotSpot. What a file says may be anybody's word, so it
   * counts only of one's own JVM, which is not shown where it has rights that its user has not.
   *
   * @return false where the kernel shows this user nothing of a process of his own
   * @throws UnreachableException if the process is no HotSpot JVM, or cannot be looked at
   */
  private static boolean mapsJvm(LinuxProcess process) throws UnreachableException {
    boolean java = false;
    try (BufferedReader maps =
        Files.newBufferedReader(process.file("maps").toPath(), StandardCharsets.ISO_8859_1)) {
      for (String line = maps.readLine(); line != null; line = maps.readLine()) {
        if (line.contains("/libj9vm")) {
          throw new UnreachableException(
              process.pid()
                  + " is an OpenJ9 JVM, which this agent cannot be attached to;"
                  + " start it with -javaagent:hostshift.jar");
        }
        java |= isHotSpot(line);
      }
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      int self = Users.self();
      if (self != 0 && self == process.user()) {
        return false;
      }
      throw mayNotLook(process, e);
    }
    if (!java) {
      throw new UnreachableException(
          "finds no JVM in process "
              + process.pid()
              + "; java -jar hostshift.jar list shows the JVMs");
    }
    return true;
  }

  /** Mapped to be executed: any program may have opened a file that somebody has named so. */
  private static boolean isHotSpot(String line) {
    int rights = line.indexOf(' ') + 1;
    return line.startsWith("x", rights + 2)
        && (line.endsWith("/libjvm.so") || line.endsWith("/libjvm.so (deleted)"));
  }

  private static UnreachableException mayNotLook(LinuxProcess process, IOException why)
      throws UnreachableException {
    return new UnreachableException(
        "may not look at process "
            + process.pid()
            + " of "
            + process.userName()
            + "; "
            + asUser(process),
        why);
  }

  /**
   * Whether it listens for attachments when it gets SIGQUIT, and does nothing else then: a HotSpot
   * that handles that signal, as it is now and not as it was found.
   */
  boolean takesQuit() {
    try {
      LinuxProcess now = process.now();
      mapsJvm(now);
      // With -Xrs there is no such thread, and the signal is left to whatever it is embedded in.
      return process.isStill() && now.catchesQuit() && now.hasThread(DISPATCHER);
    } catch (UnreachableException e) {
      return false;
    }
  }

  /** What to do to be the user that a process runs as. */
  static String asUser(LinuxProcess process) throws UnreachableException {
    if (Users.self() == process.user()) {
      return "something keeps even that user from it (a security module, a container): run this"
          + " where the process itself runs";
    }
    String byNumber =
        "setpriv --reuid="
            + Integer.toUnsignedString(process.user())
            + " --regid="
            + Integer.toUnsignedString(process.group())
            + " --clear-groups java -jar hostshift.jar ...";
    if (process.hasOwnUsers() || process.userName().matches("[0-9]+")) {
      // A number that has no name here, which sudo does not take.
      return "run this as that user: " + byNumber;
    }
    // A root that may not look is one of a container, where there is no sudo.
    return "run this as that user: sudo -u "
        + process.userName()
        + " java -jar hostshift.jar ..."
        + (Users.self() == 0 ? ", or " + byNumber : "");
  }

  private static java.util.List<String> arguments(LinuxProcess process) {
    try (InputStream in = Files.newInputStream(process.file("cmdline").toPath())) {
      byte[] line = new byte[MOST_ARGUMENTS];
      int length = 0;
      int count;
      while (length < line.length && (count = in.read(line, length, line.length - length)) > 0) {
        length += count;
      }
      return Arrays.asList(new String(line, 0, length, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return java.util.Collections.emptyList();
    }
  }

  public LinuxProcess process() {
    return process;
  }

  public long pid() {
    return process.pid();
  }

  /** The main class, or the name of its jar file; empty where it cannot be told. */
  public String main() {
    return main;
  }

  /** Such as {@code 17.0.15}; empty where it cannot be told without asking the JVM. */
  public String javaVersion() {
    String version = perfData.text("java.property.java.version");
    return version == null ? "" : version;
  }

  /** Whether it was started so that nobody can attach; SIGQUIT would make it print a dump. */
  boolean attachDisabled() {
    String capabilities = perfData.text("sun.rt.jvmCapabilities");
    if (capabilities != null) {
      return capabilities.startsWith("0");
    }
    return arguments(process).contains("-XX:+DisableAttachMechanism");
  }
}
