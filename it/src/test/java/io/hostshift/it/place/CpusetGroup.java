package io.hostshift.it.place;

import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group of version 1 that says on which processors what is in it may run. */
public final class CpusetGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup/cpuset");

  private final ControlGroup group;

  private CpusetGroup(ControlGroup group) {
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
    CpusetGroup made = new CpusetGroup(ControlGroup.own(MOUNT));
    Files.writeString(
        made.group.file("cpuset.mems"), Files.readString(MOUNT.resolve("cpuset.mems")));
    made.pin(processors);
    return made;
  }

  /** Moves all that is in it. */
  public void pin(String processors) throws IOException {
    Files.writeString(group.file("cpuset.cpus"), processors);
  }

  /** A starter for {@link JvmCommand#startedBy}: what it starts is in the group. */
  public String[] starter() {
    return group.starter();
  }

  /** The file that takes the numbers of processes. */
  public Path procs() {
    return group.procs();
  }

  @Override
  public void close() throws IOException {
    group.remove();
  }
}
