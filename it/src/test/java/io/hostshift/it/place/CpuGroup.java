package io.hostshift.it.place;

import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group for processors with one below it, of version 1 of this machine: a JVM is started
 * in the lower one, and either may have a limit.
 */
public final class CpuGroup implements AutoCloseable {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup/cpu");
  private static final int PERIOD = 100_000;

  private final ControlGroup parent;
  private final ControlGroup leaf;

  private CpuGroup(ControlGroup parent) throws IOException {
    this.parent = parent;
    this.leaf = new ControlGroup(parent.file("leaf"));
  }

  /** Whether this machine has that version, and lets us make groups. */
  public static boolean available() {
    return Files.isWritable(MOUNT) && Files.exists(MOUNT.resolve("cpu.cfs_quota_us"));
  }

  public static CpuGroup create() throws IOException {
    return new CpuGroup(ControlGroup.own(MOUNT));
  }

  /**
   * Limits the upper group.
   *
   * @param processors 0 for no limit
   */
  public void limitParent(int processors) throws IOException {
    limit(parent, processors);
  }

  /** Limits the group that JVMs are in. */
  public void limitLeaf(int processors) throws IOException {
    limit(leaf, processors);
  }

  private static void limit(ControlGroup group, int processors) throws IOException {
    String quota = Integer.toString(processors == 0 ? -1 : processors * PERIOD);
    Files.writeString(group.file("cpu.cfs_quota_us"), quota);
  }

  /** A starter for {@link JvmCommand#startedBy}: what it starts is in the lower group. */
  public String[] starter() {
    return leaf.starter();
  }

  @Override
  public void close() throws IOException {
    leaf.remove();
    parent.remove();
  }
}
