package io.hostshift.it.place;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A control group for memory, of version 1 of this machine, that a JVM is started in. */
public final class MemoryGroup implements AutoCloseable {
  private static final Duration GONE = Duration.ofSeconds(10);
  private static final Path MOUNT = Path.of("/sys/fs/cgroup/memory");
  private static final String LIMIT = "memory.limit_in_bytes";

  private final Path group;

  private MemoryGroup(Path group) {
    this.group = group;
  }

  /** Whether this machine has that version, and lets us make groups. */
  public static boolean available() {
    return Files.isWritable(MOUNT) && Files.exists(MOUNT.resolve(LIMIT));
  }

  public static MemoryGroup create() throws IOException {
    Path group = MOUNT.resolve("hostshift-it-" + ProcessHandle.current().pid());
    return new MemoryGroup(Files.createDirectories(group));
  }

  /**
   * Whether the kernel takes the limit: it refuses one that is below what cannot be reclaimed
   * (EBUSY).
   */
  public boolean limit(long bytes) throws IOException {
    try {
      Files.writeString(group.resolve(LIMIT), Long.toString(bytes));
      return true;
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("Device or resource busy")) {
        throw e;
      }
      return false;
    }
  }

  /** Whether the kernel has ended anything for its memory. */
  public boolean killed() throws IOException {
    return Files.readString(group.resolve("memory.oom_control"))
        .lines()
        .anyMatch(line -> line.matches("oom_kill [1-9]\\d*"));
  }

  /** A starter for {@link JvmCommand#startedBy}. */
  public String[] starter() {
    return GroupStarter.into(group.resolve("cgroup.procs"));
  }

  @Override
  public void close() throws IOException {
    // A process that has ended may be counted for a moment.
    Eventually.answers(
        "nothing is in the group",
        GONE,
        () -> Files.readString(group.resolve("cgroup.procs")),
        String::isEmpty);
    Files.deleteIfExists(group);
  }
}
