package io.hostshift.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an agent may have left in a JVM: asked of the JVM itself, and of the kernel. */
final class Residue {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "ActiveProcessorCount",
          "HeapSizePerGCThread",
          "ConcGCThreads",
          "ParallelGCThreads",
          "EnableDynamicAgentLoading");

  private final Jdk jdk;
  private final long pid;

  Residue(Jdk jdk, long pid) {
    this.jdk = jdk;
    this.pid = pid;
  }

  private List<String> jcmd(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), Long.toString(pid)));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    return Lines.of(process.getInputStream()).awaitEnd(LIMIT).all();
  }

  /** The flags that a lever may write, with their origin, as the JVM prints them. */
  List<String> flags() throws IOException {
    return jcmd("VM.flags", "-all").stream()
        .filter(line -> FLAGS.stream().anyMatch(flag -> line.contains(" " + flag + " ")))
        .toList();
  }

  /** Waits until nothing is left; a class loader goes at a collection after its last thread. */
  void assertNone() throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    List<String> left = left();
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(200);
      left = left();
    }
    assertThat(left).as("left in the JVM").isEmpty();
  }

  private List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    // Instances of classes that are loaded: each class of ours has a Class object at least.
    jcmd("GC.class_histogram").stream().filter(Residue::ours).forEach(left::add);
    jcmd("Thread.print").stream()
        .filter(line -> line.startsWith("\"hostshift") || line.startsWith("\"JNA"))
        .forEach(left::add);
    jcmd("VM.system_properties").stream()
        .filter(line -> line.startsWith("hostshift") || line.contains("jna."))
        .forEach(left::add);
    left.addAll(files("/tmp", "hostshift-" + pid + "-"));
    left.addAll(files("/tmp", ".hostshift-" + pid));
    left.addAll(files("/tmp", ".attach_pid" + pid));
    left.addAll(libraries());
    return left;
  }

  private static boolean ours(String line) {
    return line.contains("io.hostshift.") && !line.contains("io.hostshift.boot.Slot ")
        || line.contains("com.sun.jna.")
        || line.contains("com.fasterxml.jackson.")
        || line.contains("picocli.");
  }

  private static List<String> files(String folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(Path::toString)
          .filter(name -> name.startsWith(folder + "/" + prefix))
          .toList();
    }
  }

  private List<String> libraries() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return maps.filter(line -> line.contains("jnidispatch")).toList();
    }
  }
}
