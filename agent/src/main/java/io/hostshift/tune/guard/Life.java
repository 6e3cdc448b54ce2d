package io.hostshift.tune.guard;

import io.hostshift.base.ProcStat;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.UnaryOperator;

/**
 * One life of a JVM: its process, when it began by the uptime of its machine, and a number that two
 * lives have in common where they were started by the same command line, with the same version.
 */
final class Life {
  /** Options that are not on the command line. */
  private static final String[] OPTIONS = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  private static final String[] VERSIONS = {
    "java.vm.vendor", "java.vm.version", "hostshift.version"
  };

  /** FNV-1a of 64 bits: nobody has to be kept from finding another text of the same number. */
  private static final long BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private final File proc;
  private final String pid;
  private final String start;
  private final String boot;
  private final String kind;
  private final String crashFile;

  private Life(File proc, String pid, String start, String boot, String kind, String crashFile) {
    this.proc = proc;
    this.pid = pid;
    this.start = start;
    this.boot = boot;
    this.kind = kind;
    this.crashFile = crashFile;
  }

  /**
   * The one of the process that this is called in.
   *
   * @param proc the folder {@code /proc}
   * @param environment the value of a variable; null if there is none
   * @param properties the value of a system property; null if there is none
   * @throws IOException if it cannot be told
   */
  static Life ofThisJvm(
      File proc, UnaryOperator<String> environment, UnaryOperator<String> properties)
      throws IOException {
    byte[] command = Files.readAllBytes(new File(proc, "self/cmdline").toPath());
    long kind = BASIS;
    for (byte one : command) {
      kind = (kind ^ (one & 0xff)) * PRIME;
    }
    for (String option : OPTIONS) {
      kind = more(kind, environment.apply(option));
    }
    for (String version : VERSIONS) {
      kind = more(kind, properties.apply(version));
    }
    String pid = new File(proc, "self").getCanonicalFile().getName();
    return new Life(
        proc,
        pid,
        start(proc, pid),
        text(new File(proc, "sys/kernel/random/boot_id")).trim(),
        String.format("%016x", kind),
        CrashFile.of(
            pid,
            properties.apply("user.dir"),
            environment.apply("JAVA_TOOL_OPTIONS"),
            environment.apply("JDK_JAVA_OPTIONS"),
            new String(command, StandardCharsets.UTF_8).replace('\0', ' '),
            environment.apply("_JAVA_OPTIONS")));
  }

  private static long more(long kind, String text) {
    long sum = kind * PRIME;
    for (byte one : String.valueOf(text).getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (one & 0xff)) * PRIME;
    }
    return sum;
  }

  private static String start(File proc, String pid) throws IOException {
    return Long.toString(ProcStat.of(new File(proc, pid)).startTicks());
  }

  private static String text(File file) throws IOException {
    return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
  }

  /** The number of its process, as that process knows it. */
  String pid() {
    return pid;
  }

  /** When its process began, in ticks since the machine did: with the number it names one. */
  String start() {
    return start;
  }

  /** The machine's uptime that it belongs to. */
  String boot() {
    return boot;
  }

  /** Equal for those of one command line and version: 16 hexadecimal digits. */
  String kind() {
    return kind;
  }

  /** Where its JVM says what it died of, if it does. */
  String crashFile() {
    return crashFile;
  }

  /** Whether that process is there now, as far as it can be seen from here. */
  boolean runs(String otherPid, String otherStart) {
    try {
      return otherPid.matches("[0-9]{1,10}") && start(proc, otherPid).equals(otherStart);
    } catch (IOException e) {
      return false;
    }
  }
}
