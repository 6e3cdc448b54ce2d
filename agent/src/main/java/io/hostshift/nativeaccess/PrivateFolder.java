package io.hostshift.nativeaccess;

import io.hostshift.base.AgentThread;
import io.hostshift.base.Ownership;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A new folder of mode 0700 with one file in it, for as long as it takes to load that file as a
 * library. Nobody else can put another file in its place meanwhile.
 */
final class PrivateFolder implements AutoCloseable {
  private static final int TRIES = 100;

  private final Path folder;
  private final Path file;

  /** A JVM may end while the library is being loaded, and must not leave the folder behind. */
  private final Thread atExit = AgentThread.of("hostshift-exit", this::delete);

  private PrivateFolder(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /** Where a library may be extracted to, the usual first; not all exist, or allow execution. */
  static List<File> candidates() {
    List<File> all = new ArrayList<>();
    add(all, System.getProperty("java.io.tmpdir"));
    add(all, System.getenv("XDG_RUNTIME_DIR"));
    add(all, "/tmp");
    add(all, "/var/tmp");
    String home = System.getProperty("user.home");
    add(all, home == null ? null : home + "/.cache");
    add(all, home);
    add(all, "/dev/shm");
    add(all, "/run/lock");
    return all;
  }

  private static void add(List<File> all, String folder) {
    if (folder != null && folder.startsWith("/") && !all.contains(new File(folder))) {
      all.add(new File(folder));
    }
  }

  static PrivateFolder create(File parent, String name, InputStream content) throws IOException {
    Path real = parent.toPath().toRealPath();
    refuseWhereOthersMayRename(real);
    Path folder = newFolder(real, System.nanoTime());
    PrivateFolder created = new PrivateFolder(folder, folder.resolve(name));
    try {
      Runtime.getRuntime().addShutdownHook(created.atExit);
      Files.copy(content, created.file);
      return created;
    } catch (IOException | RuntimeException e) {
      try {
        created.close();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * Whoever may rename our folder, or one above it, could have his library loaded in place of ours.
   * Beside root and this user, whoever the root folder belongs to could do so anyway: in a user
   * namespace, root itself may go by another number.
   */
  private static void refuseWhereOthersMayRename(Path parent) throws IOException {
    int self = Ownership.self();
    int top = Ownership.of(parent.getRoot()).owner();
    for (Path folder = parent; folder != null; folder = folder.getParent()) {
      Ownership found = Ownership.of(folder);
      boolean trusted = found.owner() == 0 || found.owner() == self || found.owner() == top;
      if (!trusted || (found.isOpenToWrites() && !found.isSticky())) {
        throw new IOException("in " + folder + " others could put another file in its place");
      }
    }
  }

  /**
   * A folder that was not there before, which is what counts: its name may be guessed.
   *
   * <p>A temporary folder of java.nio.file has a name of secure random numbers, for which the JDK
   * would set up its security providers before the application has had its say about them.
   */
  static Path newFolder(Path parent, long number) throws IOException {
    FileAttribute<?> ours =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    for (int tries = 1; ; tries++) {
      try {
        String name = "hostshift-" + Long.toHexString(number + tries);
        return Files.createDirectory(parent.resolve(name), ours);
      } catch (FileAlreadyExistsException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  String folder() {
    return folder.toString();
  }

  String file() {
    return file.toString();
  }

  /** Deletes both; a library that is loaded stays usable. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, or has run, and finds nothing left.
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The JVM is ending and nobody is left to be told.
    }
  }
}
