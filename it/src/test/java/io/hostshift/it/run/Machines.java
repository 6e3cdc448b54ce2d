package io.hostshift.it.run;

import java.nio.file.Path;

/** Where {@code it/run} keeps what it has unpacked: JDKs, the Docker engine, QEMU, LXCFS, CRIU. */
public final class Machines {
  private Machines() {}

  /** The folder; the set-up scripts each have a folder of their own below it. */
  public static Path folder() {
    String folder = System.getProperty("hostshift.it.machines");
    return folder == null
        ? Path.of(System.getProperty("user.home"), ".cache", "hostshift-it")
        : Path.of(folder);
  }
}
