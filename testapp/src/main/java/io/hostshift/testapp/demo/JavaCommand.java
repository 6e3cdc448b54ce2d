package io.hostshift.testapp.demo;

import io.hostshift.testapp.Main;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** The command line of the service's JVM: this Java, G1, sized for the ceiling, with the agent. */
final class JavaCommand {
  static final String GC_LOG = "gc.log";
  // Enough for G1 to want all workers by itself: it takes one for each 42 MiB, 84 in JDK 8.
  private static final int HEAP_MB = 384;
  private static final int HEAP_MB_OF_8 = 768;
  // A small young generation is collected several times a second, so that each retuning shows soon.
  private static final int YOUNG_MB = 64;
  // The service must not outlive a demo that was killed.
  private static final int LONGEST_SECONDS = 45;

  private final Properties java;

  /**
   * @param java the system properties of the JVM to start: java.home, java.class.path, java.vm.name
   *     and java.specification.version
   */
  JavaCommand(Properties java) {
    this.java = java;
  }

  List<String> line(Path agentJar, String agentArguments, JmxAccess jmx) {
    List<String> line = new ArrayList<>();
    line.add(new File(java.getProperty("java.home"), "bin/java").getPath());
    line.addAll(vmOptions());
    line.add("-javaagent:" + agentJar + "=" + agentArguments);
    line.addAll(jmx.options());
    line.addAll(Arrays.asList("-cp", classPath(), Main.class.getName()));
    line.addAll(
        Arrays.asList(
            "serve",
            "load=2",
            "pauseMs=2",
            "heapMb=64",
            "daemon=true",
            "seconds=" + LONGEST_SECONDS));
    return line;
  }

  List<String> vmOptions() {
    List<String> options = new ArrayList<>();
    options.add("-XX:ActiveProcessorCount=" + Demo.CEILING);
    int heap = java8() ? HEAP_MB_OF_8 : HEAP_MB;
    options.add("-Xms" + heap + "m");
    options.add("-Xmx" + heap + "m");
    options.add("-Xmn" + YOUNG_MB + "m");
    if (java.getProperty("java.vm.name", "").contains("OpenJ9")) {
      return options;
    }
    options.add("-XX:+UseG1GC");
    if (java8()) {
      options.addAll(
          Arrays.asList(
              "-XX:+UseDynamicNumberOfGCThreads", "-XX:+PrintGCDetails", "-Xloggc:" + GC_LOG));
    } else {
      options.add("-Xlog:gc+task=info:file=" + GC_LOG);
    }
    return options;
  }

  private boolean java8() {
    return java.getProperty("java.specification.version").equals("1.8");
  }

  /** The child works in another folder. */
  private String classPath() {
    StringBuilder absolute = new StringBuilder();
    for (String entry : java.getProperty("java.class.path").split(File.pathSeparator)) {
      absolute
          .append(absolute.length() > 0 ? File.pathSeparator : "")
          .append(new File(entry).getAbsolutePath());
    }
    return absolute.toString();
  }
}
