package io.hostshift.notice;

import io.hostshift.base.Ownership;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder in which the JVMs of one user in one guest agree on who asks and who answers: {@code
 * /tmp/hostshift-UID}, of mode 0700. JVMs of other users, and of containers with a /tmp of their
 * own, have another and do not see this one.
 */
public final class GuestFolder {
  private static final int MOST_BYTES = 256 * 1024;

  private final Path folder;

  private GuestFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens it, and makes it where it is not there.
   *
   * @throws IOException if it is not this user's alone
   */
  public static GuestFolder of(File parent) throws IOException {
    int self = Ownership.self();
    Path folder = parent.toPath().resolve("hostshift-" + self);
    try {
      Files.createDirectory(folder, mode("rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another JVM's, or from before: looked at below.
    }
    Ownership found = Ownership.of(folder);
    if (!found.isFolder() || !found.isAloneOf(self)) {
      throw new IOException(folder + " is not a folder of this user alone");
    }
    return new GuestFolder(folder);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** A place that one JVM at a time can have. */
  public GuestLock lock(String name) {
    return new GuestLock(file(name));
  }

  Path file(String name) {
    return folder.resolve(name.replaceAll("[^A-Za-z0-9._@-]", "_"));
  }

  /** The names of files that begin so. */
  String[] names(String prefix) {
    String[] names = folder.toFile().list((dir, name) -> name.startsWith(prefix));
    return names == null ? new String[0] : names;
  }

  /** Replaces a file as a whole: who reads it sees all of it. */
  void write(String name, String text) throws IOException {
    Path fresh = file(name + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(
            fresh,
            java.util.EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty if it is not there. */
  String read(String name) throws IOException {
    Path path = file(name);
    if (!Files.exists(path)) {
      return "";
    }
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException(path + " is longer than it can be");
    }
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  /** Epoch milliseconds of the last write; 0 if it is not there. */
  long writtenMillis(String name) {
    return file(name).toFile().lastModified();
  }

  /** Says that what was written holds still. */
  void touch(String name, long epochMillis) {
    file(name).toFile().setLastModified(epochMillis);
  }

  boolean exists(String name) {
    return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
  }

  void delete(String name) {
    file(name).toFile().delete();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
