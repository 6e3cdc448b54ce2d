package io.hostshift.notice;

import io.hostshift.base.Ownership;
import io.hostshift.base.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** One folder of mode 0700 and this user's, as it was when it was found: not one of that name. */
final class GuestPlace {
  private static final int MOST_BYTES = 256 * 1024;

  private final Path folder;
  private final Object key;

  private GuestPlace(Path folder, Object key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * Opens it.
   *
   * @param make whether to make it where it is not there
   * @throws IOException if it is not there, or not this user's alone
   */
  static GuestPlace at(Path folder, boolean make) throws IOException {
    if (make) {
      make(folder);
    }
    Ownership found = Ownership.of(folder);
    if (!found.isFolder() || !found.isAloneOf(Ownership.self())) {
      throw new IOException(folder + " is not a folder of this user alone");
    }
    BasicFileAttributes seen =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new GuestPlace(folder, seen.fileKey());
  }

  private static void make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, PrivateFile.mode("rwx------"));
    } catch (FileAlreadyExistsException e) {
      // Another JVM's, or from before: looked at by the caller.
      return;
    }
  }

  /** Whether the other has been found to be the same folder. */
  boolean isSame(GuestPlace other) {
    return folder.equals(other.folder) && key.equals(other.key);
  }

  Path file(String name) {
    return folder.resolve(name.replaceAll("[^A-Za-z0-9._@-]", "_"));
  }

  /** Replaces a file as a whole: who reads it sees all of it. */
  void write(String name, String text) throws IOException {
    PrivateFile.replace(file(name), text, false).close();
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

  /** The names of files that begin so. */
  String[] names(String prefix) {
    String[] names = folder.toFile().list((dir, name) -> name.startsWith(prefix));
    return names == null ? new String[0] : names;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
