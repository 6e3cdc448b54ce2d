package io.hostshift.it.qemu;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that {@code it/setup/qemu} made: QEMU, a kernel, and the parts of an initramfs. */
public final class QemuHome {
  private final Path folder;

  private QemuHome(Path folder) {
    this.folder = folder;
  }

  /** Below the folder named by the system property {@code hostshift.it.machines}. */
  public static QemuHome find() {
    String machines = System.getProperty("hostshift.it.machines");
    if (machines == null) {
      throw new IllegalStateException("Set -Dhostshift.it.machines to the folder of it/setup/qemu");
    }
    Path folder = Path.of(machines, "qemu");
    if (!Files.exists(folder.resolve("stamp"))) {
      throw new IllegalStateException(folder + " is not ready: run it/setup/qemu " + machines);
    }
    return new QemuHome(folder);
  }

  Path qemu() {
    return folder.resolve("qemu-run");
  }

  Path kernel() {
    return folder.resolve("vmlinuz");
  }

  /** The initramfs without a JDK. */
  Path base() {
    return folder.resolve("base.cpio");
  }

  /** The archive that unpacks to {@code /jdk/VERSION}; 17 and 25 exist. */
  Path jdk(int version) {
    return folder.resolve("jdk-" + version + ".cpio");
  }
}
