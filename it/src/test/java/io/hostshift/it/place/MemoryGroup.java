package io.hostshift.it.place;

import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group for memory, of version 1 of this machine, that a JVM is started in. */
public final class MemoryGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup/memory");
  private static final String LIMIT = "memory.limit_in_bytes";

  private final ControlGroup group;

  private MemoryGroup(ControlGroup group) {
    this.group = group;
  }

  /** Whether this machine has that version, and lets us make groups. */
  public static boolean available() {
    return Files.isWritable(MOUNT) && Files.exists(MOUNT.resolve(LIMIT));
  }

  public static MemoryGroup create() throws IOException {
    return new MemoryGroup(ControlGroup.own(MOUNT));
  }

  /**
   * Whether the kernel takes the limit: it refuses one that is below what cannot be reclaimed
   * (EBUSY).
   */
  public boolean limit(long bytes) throws IOException {
    try {
      Files.writeString(group.file(LIMIT), Long.toString(bytes));
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
    return Files.readString(group.file("memory.oom_control"))
        .lines()
        .anyMatch(line -> line.matches("oom_kill [1-9]\\d*"));
  }

  /** A starter for {@link JvmCommand#startedBy}. */
  public String[] starter() {
    return group.starter();
  }

  @Override
  public void close() throws IOException {
    group.remove();
  }
}
