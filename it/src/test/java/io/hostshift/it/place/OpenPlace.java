package io.hostshift.it.place;

import io.hostshift.it.run.Machines;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that every user of the machine can read, with the shipped jar in it. The project and the
 * JDKs of the tests are as a rule below a home that others may not enter.
 */
public final class OpenPlace implements AutoCloseable {
  private static final String NOBODY = "65534";

  private final Path folder;

  public OpenPlace() throws IOException {
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "hostshift-it");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(ShippedJars.agent(), jar());
    Files.setPosixFilePermissions(jar(), PosixFilePermissions.fromString("rw-r--r--"));
  }

  public Path folder() {
    return folder;
  }

  public Path jar() {
    return folder.resolve("hostshift.jar");
  }

  /** Words that run a command as nobody, who sees the JDKs of the tests where they are. */
  public static List<String> asNobody() {
    return List.of(
        "unshare",
        "-m",
        "sh",
        "-ec",
        opened()
            + "exec setpriv --reuid="
            + NOBODY
            + " --regid="
            + NOBODY
            + " --clear-groups \"$@\"",
        "sh");
  }

  /** Shell commands that let every user of a mount namespace see the JDKs of the tests. */
  public static String opened() {
    return opened(Machines.folder().toAbsolutePath());
  }

  /**
   * Mounts in place of the first closed folder above the JDKs one that has nothing but them, at the
   * same path: archives of shared classes know it, and so do executables.
   */
  private static String opened(Path machines) {
    Path closed = null;
    for (Path above = machines; above != null; above = above.getParent()) {
      if (!mayBeEntered(above)) {
        closed = above;
      }
    }
    return closed == null ? "" : Cover.over(closed.toString(), "mode=755", machines);
  }

  private static boolean mayBeEntered(Path above) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(above)).endsWith("x");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
