package io.hostshift.it.place;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Machines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Debian's LXCFS, which shows each container files of its own in the place of the kernel's: here
 * {@code /sys/devices/system/cpu/online}, numbered anew from 0.
 */
public final class Lxcfs implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Path HOME = Machines.folder().resolve("lxcfs");
  private static final String ONLINE = "sys/devices/system/cpu/online";

  private final Process process;
  private final Path mount;
  private final Lines said;

  private Lxcfs(Process process, Path mount) throws IOException {
    this.process = process;
    this.mount = mount;
    this.said = Lines.of(process.getInputStream());
  }

  /** Null if file systems of programs can be mounted here, else why not. */
  public static String missing() {
    return !Files.exists(HOME.resolve("ready"))
        ? "it/setup/lxcfs has not unpacked LXCFS"
        : !Files.isWritable(Path.of("/dev/fuse"))
            ? "FUSE cannot be mounted here: no /dev/fuse"
            : null;
  }

  /**
   * Mounts it.
   *
   * @throws IOException with all that it said if it does not come up
   */
  public static Lxcfs mount(Path folder) throws IOException {
    Path mount = Files.createDirectories(folder.resolve("lxcfs"));
    ProcessBuilder builder =
        new ProcessBuilder(
            HOME.resolve("usr/bin/lxcfs").toString(),
            "--enable-cfs",
            "-f",
            "-p",
            folder.resolve("lxcfs.pid").toString(),
            mount.toString());
    builder
        .environment()
        .put(
            "LD_LIBRARY_PATH",
            libraries("lib") + ":" + libraries("usr/lib") + ":" + libraries("usr/lib") + "/lxcfs");
    Lxcfs lxcfs = new Lxcfs(builder.redirectErrorStream(true).start(), mount);
    try {
      Eventually.holds(
          () -> "LXCFS is up: " + lxcfs.said,
          LIMIT,
          () -> Files.exists(lxcfs.online()) || !lxcfs.process.isAlive());
    } catch (AssertionError e) {
      lxcfs.close();
      throw e;
    }
    if (!Files.exists(lxcfs.online())) {
      lxcfs.close();
      throw new IOException("LXCFS does not come up: " + lxcfs.said);
    }
    return lxcfs;
  }

  private static String libraries(String below) {
    return HOME.resolve(below).resolve("x86_64-linux-gnu").toString();
  }

  /** The file as whoever reads it would see it. */
  public Path online() {
    return mount.resolve(ONLINE);
  }

  /**
   * A starter for {@link JvmCommand#startedBy}: what it starts is in the group, and sees that file.
   */
  public String[] starter(CpusetGroup group) {
    return new String[] {
      "unshare",
      "-m",
      "--propagation",
      "private",
      "sh",
      "-c",
      "echo $$ > \"$0\" && mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
      group.procs().toString(),
      online().toString(),
      "/" + ONLINE
    };
  }

  /** Ends it, which takes the mount away. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        new ProcessBuilder("umount", "-l", mount.toString()).start().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
