package io.hostshift.it.qemu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that the set-up made: QEMU, a kernel, and the parts of an initramfs. */
public final class QemuHome {
  private final Path folder;

  private QemuHome(Path folder) {
    this.folder = folder;
  }

  /** Below the folder named by the system property {@code hostshift.it.machines}. */
  public static QemuHome find(Board board) {
    String machines = System.getProperty("hostshift.it.machines");
    if (machines == null) {
      throw new IllegalStateException(
          "Set -Dhostshift.it.machines to the folder of " + board.setup());
    }
    Path folder = Path.of(machines, board.folder());
    if (!Files.exists(folder.resolve("stamp"))) {
      throw new IllegalStateException(
          folder + " is not ready: run " + board.setup() + " " + machines);
    }
    return new QemuHome(folder);
  }

  Path qemu() {
    return folder.resolve("qemu-run");
  }

  /**
   * @param name as in {@link GuestSpec#kernel}
   */
  Path kernel(String name) {
    return folder.resolve(name.isEmpty() ? "vmlinuz" : "vmlinuz-" + name);
  }

  /** The initramfs without a JDK, in archives of which a later one replaces files of the others. */
  List<Path> base(String kernel) {
    Path base = folder.resolve("base.cpio");
    return kernel.isEmpty()
        ? List.of(base)
        : List.of(base, folder.resolve("modules-" + kernel + ".cpio"));
  }

  /** The archive that unpacks to {@code /jdk/VERSION}; 17 exists, and on x86 25, elsewhere 27. */
  Path jdk(int version) {
    return folder.resolve("jdk-" + version + ".cpio");
  }
}
