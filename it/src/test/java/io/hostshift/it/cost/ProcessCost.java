package io.hostshift.it.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has used so far, and has now, by the kernel's account in /proc.
 *
 * @param cpuMillis of all its threads
 * @param ownCpuMillis of those threads that are the agent's
 * @param ownWakeups how often these have waited
 * @param residentKib resident memory
 * @param threads all of them
 * @param ownThreads the agent's
 * @param files open file descriptors
 */
public record ProcessCost(
    double cpuMillis,
    double ownCpuMillis,
    long ownWakeups,
    long residentKib,
    int threads,
    int ownThreads,
    int files) {
  /** The kernel's names of our threads begin so; of other agents', what is measured with them. */
  private static final List<String> OWN = List.of("hostshift", "JNA Cleaner", "pause-meter");

  public static ProcessCost of(long pid) throws IOException {
    Path process = Path.of("/proc/" + pid);
    double cpu = 0;
    double own = 0;
    long wakeups = 0;
    int threads = 0;
    int ownThreads = 0;
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).trim();
          String nanos = Files.readString(task.resolve("schedstat")).split(" ")[0];
          double millis = Long.parseLong(nanos) / 1e6;
          threads++;
          cpu += millis;
          if (OWN.stream().anyMatch(name::startsWith)) {
            own += millis;
            ownThreads++;
            wakeups += number(task.resolve("status"), "voluntary_ctxt_switches:");
          }
        } catch (NoSuchFileException ended) {
          continue;
        }
      }
    }
    String[] stat = Files.readString(process.resolve("stat")).replaceAll("^.*\\) ", "").split(" ");
    // What threads that have ended by now have used is in this sum alone, in hundredths.
    cpu = Math.max(cpu, 10.0 * (Long.parseLong(stat[11]) + Long.parseLong(stat[12])));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new ProcessCost(
          cpu,
          own,
          wakeups,
          number(process.resolve("smaps_rollup"), "Rss:"),
          threads,
          ownThreads,
          (int) open.count());
    }
  }

  private static long number(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0L);
  }
}
