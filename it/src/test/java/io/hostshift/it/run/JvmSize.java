package io.hostshift.it.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds after a full collection.
 *
 * @param heapBytes of live objects
 * @param classes loaded and not unloaded; the JVM's own counters miss some that go
 * @param metaspaceBytes in use
 * @param threads of the process, the JVM's own among them
 * @param descriptors open
 * @param nativeBytes committed outside of heap, stacks and classes, by native memory tracking; 0
 *     where that is off
 * @param loaders class loaders of the agent
 */
public record JvmSize(
    long heapBytes,
    long classes,
    long metaspaceBytes,
    long threads,
    long descriptors,
    long nativeBytes,
    long loaders) {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Pattern COMMITTED = Pattern.compile("^-\\s+(.*) \\(.*committed=(\\d+)KB");

  /** Of a JVM that must be of this JDK. */
  public static JvmSize of(Jdk jdk, long pid) throws IOException {
    // A loader goes at one collection, what it held on native memory at the next.
    jcmd(jdk, pid, "GC.run");
    jcmd(jdk, pid, "GC.run");
    List<String> histogram = jcmd(jdk, pid, "GC.class_histogram");
    List<String> counters = jcmd(jdk, pid, "PerfCounter.print");
    String total = last(histogram, "Total");
    return new JvmSize(
        Long.parseLong(total.trim().split("\\s+")[2]),
        instances(histogram, "java.lang.Class"),
        counter(counters, "sun.gc.metaspace.used"),
        count(pid, "task"),
        count(pid, "fd"),
        committed(jcmd(jdk, pid, "VM.native_memory", "summary", "scale=KB")),
        instances(histogram, "io.hostshift.boot.IsolatingLoader"));
  }

  private static long instances(List<String> histogram, String type) {
    return histogram.stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(row -> row.length > 3 && row[3].equals(type))
        .mapToLong(row -> Long.parseLong(row[1]))
        .sum();
  }

  private static String last(List<String> lines, String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + beginning + " in " + lines));
  }

  private static long counter(List<String> counters, String name) {
    return Long.parseLong(last(counters, name + "=").substring(name.length() + 1));
  }

  private static long committed(List<String> tracked) {
    long bytes = 0;
    for (String line : tracked) {
      Matcher matcher = COMMITTED.matcher(line);
      if (matcher.find() && !matcher.group(1).matches(" *(Java Heap|Thread|Class|Metaspace)")) {
        bytes += Long.parseLong(matcher.group(2)) * 1024;
      }
    }
    return bytes;
  }

  private static long count(long pid, String what) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/" + what))) {
      return entries.count();
    }
  }

  private static List<String> jcmd(Jdk jdk, long pid, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), Long.toString(pid)));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    return Lines.of(process.getInputStream()).awaitEnd(LIMIT).all();
  }

  /** What this one has more than the other. */
  public JvmSize less(JvmSize other) {
    return new JvmSize(
        heapBytes - other.heapBytes,
        classes - other.classes,
        metaspaceBytes - other.metaspaceBytes,
        threads - other.threads,
        descriptors - other.descriptors,
        nativeBytes - other.nativeBytes,
        loaders - other.loaders);
  }

  /** Which of its figures exceed those of the bound. */
  public List<String> beyond(JvmSize bound) {
    List<String> beyond = new ArrayList<>();
    add("heap bytes", heapBytes, bound.heapBytes, beyond);
    add("classes", classes, bound.classes, beyond);
    add("metaspace bytes", metaspaceBytes, bound.metaspaceBytes, beyond);
    add("threads", threads, bound.threads, beyond);
    add("descriptors", descriptors, bound.descriptors, beyond);
    add("native bytes", nativeBytes, bound.nativeBytes, beyond);
    add("loaders", loaders, bound.loaders, beyond);
    return beyond;
  }

  private static void add(String what, long value, long bound, List<String> beyond) {
    if (value > bound) {
      beyond.add(value + " " + what);
    }
  }
}
