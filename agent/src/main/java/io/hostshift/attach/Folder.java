package io.hostshift.attach;

import io.hostshift.base.BoundedBytes;
import io.hostshift.base.Ownership;
import io.hostshift.nativeaccess.OpenedFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder that was opened, whose files go by a single name each: a folder that is put in its place
 * since, or a link, leads nowhere else. Where nobody else could put anything in its place it goes
 * by its path, which needs no native call.
 */
final class Folder implements Closeable {
  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final OpenedFile opened;
  private final Path path;

  private Folder(OpenedFile opened, Path path) {
    this.opened = opened;
    this.path = path;
  }

  static Folder of(OpenedFile opened) {
    return new Folder(opened, opened.path());
  }

  /**
   * @param path in which nobody but its owner and root can put anything else in a file's place
   */
  static Folder byPath(Path path) {
    return new Folder(null, path);
  }

  /** What java.nio.file takes for the folder. */
  Path path() {
    return path;
  }

  /** What java.nio.file takes for a file in it; nobody may follow a link of that name. */
  Path file(String name) {
    return path.resolve(name);
  }

  /**
   * @throws IOException also if the name is that of a link
   */
  Folder folder(String name) throws IOException {
    if (opened != null) {
      return of(opened.folder(name));
    }
    if (!Files.isDirectory(file(name), LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(name);
    }
    return byPath(file(name));
  }

  /** Something in it, opened without being read; to be closed. Null where it goes by its path. */
  OpenedFile entry(String name) throws IOException {
    return opened == null ? null : opened.entry(name);
  }

  /** What no other file has, of one that may be read. */
  Object key(String name) throws IOException {
    if (opened == null) {
      return Files.getAttribute(file(name), "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
    }
    try (OpenedFile found = opened.file(name)) {
      return Files.getAttribute(found.path(), "unix:fileKey");
    }
  }

  /** A regular file of a user's that nobody else may write, and no longer than that. */
  byte[] read(String name, int user, int most) throws IOException {
    if (opened == null) {
      return read(file(name), user, most);
    }
    try (OpenedFile found = opened.file(name)) {
      return read(found.path(), user, most);
    }
  }

  private byte[] read(Path found, int user, int most) throws IOException {
    // Follow the kernel's link to what is open, and no other.
    LinkOption[] links =
        opened == null ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
    Ownership whose = opened == null ? Ownership.of(found) : Ownership.behind(found);
    boolean fits = whose.isRegular() && Files.size(found) <= most;
    if (!fits || whose.owner() != user || whose.isOpenToWrites()) {
      throw new IOException(found.getFileName() + " is not as it should be");
    }
    try (InputStream in = Files.newInputStream(found, links)) {
      return BoundedBytes.read(in, most);
    }
  }

  /** Whether it is a user's own, and nobody else may do anything in it. */
  boolean isAloneOf(int user) throws IOException {
    return Ownership.behind(path).isAloneOf(user);
  }

  /** Whether it is a user's own, and nobody else may write to it. */
  boolean isOf(int user) throws IOException {
    Ownership found = Ownership.behind(path);
    return found.owner() == user && !found.isOpenToWrites();
  }

  /** Whether what is in it can be renamed and removed by its owners and root alone. */
  boolean keepsFilesApart() throws IOException {
    Ownership found = Ownership.behind(path);
    return found.isSticky() || !found.isOpenToWrites();
  }

  /** The owner of a file that has this name; null if there is none. */
  Integer owner(String name) throws IOException {
    try {
      return (Integer) Files.getAttribute(file(name), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  boolean isSocket(String name) throws IOException {
    int mode = (Integer) Files.getAttribute(file(name), "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE) == SOCKET;
  }

  static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
