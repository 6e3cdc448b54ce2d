package io.hostshift.it.place;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A control group of version 1 that says on which processors what is in it may run. */
public final class CpusetGroup implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Path MOUNT = Path.of("/sys/fs/cgroup/cpuset");

  private final Path group;

  private CpusetGroup(Path group) {
    this.group = group;
  }

  /** Whether this machine has that version, and lets us make groups. */
  public static boolean available() {
    return Files.isWritable(MOUNT) && Files.exists(MOUNT.resolve("cpuset.cpus"));
  }

  /**
   * @param processors as the kernel lists them, such as {@code 1,5}
   */
  public static CpusetGroup create(String processors) throws IOException {
    CpusetGroup made =
        new CpusetGroup(
            Files.createDirectories(
                MOUNT.resolve("hostshift-it-" + ProcessHandle.current().pid())));
    Files.writeString(
        made.group.resolve("cpuset.mems"), Files.readString(MOUNT.resolve("cpuset.mems")));
    made.pin(processors);
    return made;
  }

  /** Moves all that is in it. */
  public void pin(String processors) throws IOException {
    Files.writeString(group.resolve("cpuset.cpus"), processors);
  }

  /** A starter for {@link JvmCommand#startedBy}: what it starts is in the group. */
  public String[] starter() {
    return GroupStarter.into(procs());
  }

  /** The file that takes the numbers of processes. */
  public Path procs() {
    return group.resolve("cgroup.procs");
  }

  @Override
  public void close() throws IOException {
    // A process that has ended may be counted for a moment.
    Eventually.answers(
        "nothing is in the group", LIMIT, () -> Files.readString(procs()), String::isEmpty);
    Files.deleteIfExists(group);
  }
}
