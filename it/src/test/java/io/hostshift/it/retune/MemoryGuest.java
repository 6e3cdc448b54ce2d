package io.hostshift.it.retune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of a guest with 16 GiB whose control group has a memory limit. It is told by files
 * alone, so that one that is not kept to ends nothing.
 */
final class MemoryGuest {
  private static final String LIMIT = "sys/fs/cgroup/memory.max";
  private static final String PRESSURE = "sys/fs/cgroup/memory.pressure";
  private static final String TOTAL = "proc/meminfo";

  private final Path root;

  private MemoryGuest(Path root) {
    this.root = root;
  }

  /** Below this folder, with this limit in bytes. */
  static MemoryGuest create(Path folder, long limit) throws IOException {
    MemoryGuest guest = new MemoryGuest(Files.createDirectories(folder.resolve("guest")));
    guest.total(16L << 30);
    guest.write("proc/self/cgroup", "0::/\n");
    guest.write("proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    guest.write("proc/self/status", "Cpus_allowed_list:\t0-1\n");
    guest.write("sys/devices/system/cpu/online", "0-1\n");
    guest.limit(limit);
    return guest;
  }

  /** What the agent is told as {@code root}. */
  Path root() {
    return root;
  }

  /** From now on the control group may take so many bytes. */
  void limit(long bytes) throws IOException {
    write(LIMIT, bytes + "\n");
  }

  /** From now on the control group may take all that there is. */
  void unlimited() throws IOException {
    write(LIMIT, "max\n");
  }

  /** From now on the machine has so many bytes, as where a balloon was filled. */
  void total(long bytes) throws IOException {
    write(TOTAL, String.format("MemTotal:       %8d kB\n", bytes >> 10));
  }

  /** From now on something waits for memory for so many per cent of the time. */
  void pressure(double percent) throws IOException {
    write(PRESSURE, String.format("some avg10=%.2f avg60=0.00 avg300=0.00 total=0\n", percent));
  }

  /** No moment sees half of it. */
  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Path fresh = Files.writeString(root.resolve("fresh"), text);
    Files.move(fresh, root.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }
}
