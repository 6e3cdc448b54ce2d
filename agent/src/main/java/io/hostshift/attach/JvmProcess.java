package io.hostshift.attach;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/** A process that runs a HotSpot JVM, as it can be told from outside. */
public final class JvmProcess {
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
    PerfData perfData = PerfData.read(perfFile(process));
    boolean told =
        perfData.text("java.rt.vmArgs") != null || perfData.text("sun.rt.javaCommand") != null;
    if (!told) {
      check(process);
    }
    String command = perfData.text("sun.rt.javaCommand");
    return new JvmProcess(
        process,
        perfData,
        JavaCommandLine.shortName(
            command == null || command.isEmpty() || command.equals("Unknown")
                ? JavaCommandLine.main(arguments(process))
                : command));
  }

  /** Each user's JVMs have a folder of their own, named after the user as the JVM knows him. */
  private static File perfFile(LinuxProcess process) {
    String pid = Long.toString(process.innerPid());
    File[] folders =
        new File(process.root(), "tmp").listFiles((tmp, name) -> name.startsWith("hsperfdata_"));
    if (folders != null) {
      for (File folder : folders) {
        File file = new File(folder, pid);
        if (file.isFile()) {
          return file;
        }
      }
    }
    return new File(process.root(), "tmp/hsperfdata_/" + pid);
  }

  private static void check(LinuxProcess process) throws UnreachableException {
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
        java |= line.endsWith("/libjvm.so") || line.endsWith("/libjvm.so (deleted)");
      }
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(
          "may not look at process "
              + process.pid()
              + " of "
              + process.userName()
              + "; "
              + asUser(process),
          e);
    }
    if (!java) {
      throw new UnreachableException(
          "finds no JVM in process "
              + process.pid()
              + "; java -jar hostshift.jar list shows the JVMs");
    }
  }

  /** What to do to be the user that a process runs as. */
  static String asUser(LinuxProcess process) throws UnreachableException {
    int self = LinuxProcess.of(new File("/proc"), Self.pid()).user();
    if (self == process.user()) {
      return "something keeps even that user from it (a security module, a container): run this"
          + " where the process itself runs";
    }
    return "run this as that user: sudo -u " + process.userName() + " java -jar hostshift.jar ...";
  }

  private static java.util.List<String> arguments(LinuxProcess process) {
    try {
      byte[] line = Files.readAllBytes(process.file("cmdline").toPath());
      return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
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
