package io.hostshift.source.published;

import io.hostshift.base.BoundedBytes;
import io.hostshift.base.FileTrust;
import io.hostshift.base.Ownership;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * A file that only root can have written: it and its folder are root's, neither is a link, and
 * nobody else may write to them or to what leads there. So only root could put another file there
 * between the look at it and its opening.
 */
final class RootsFile {
  private static final int ROOT = 0;

  /** As which a user is shown who has no number in this user namespace. */
  private static final int NOBODY = 65534;

  private final Path file;
  private final boolean named;
  private final int root;
  private final boolean ownUsers;

  /**
   * @param named whether the configuration names it, which stands for root's number where a user
   *     namespace has none for root
   */
  RootsFile(File file, boolean named) {
    this(file, named, ROOT, hasOwnUsers());
  }

  /**
   * @param root the number of the user that is to own it
   * @param ownUsers whether this is a user namespace with numbers of its own
   */
  RootsFile(File file, boolean named, int root, boolean ownUsers) {
    this.file = file.toPath().toAbsolutePath();
    this.named = named;
    this.root = root;
    this.ownUsers = ownUsers;
  }

  private static boolean hasOwnUsers() {
    try {
      String map =
          new String(Files.readAllBytes(Paths.get("/proc/self/uid_map")), StandardCharsets.UTF_8);
      return !map.trim().matches("0\\s+0\\s+4294967295");
    } catch (IOException e) {
      return false; // A kernel without user namespaces.
    }
  }

  Path path() {
    return file;
  }

  /**
   * All of it.
   *
   * @throws NotRootsException if it may be somebody else's, in words
   */
  byte[] read(int most) throws IOException, NotRootsException {
    Path folder = file.getParent();
    look(folder, Ownership.of(folder));
    Ownership found = Ownership.of(file);
    look(file, found);
    if (!found.isRegular()) {
      throw new NotRootsException(file + " is no regular file");
    }
    if (!ownUsers) {
      String reason = FileTrust.distrust(folder.toFile());
      if (reason != null) {
        throw new NotRootsException(reason);
      }
    }
    return bytes(most);
  }

  private void look(Path path, Ownership found) throws NotRootsException {
    if (found.isLink()) {
      throw new NotRootsException(path + " is a link");
    }
    if (found.owner() != root && !(named && ownUsers && found.owner() == NOBODY)) {
      throw new NotRootsException(
          path
              + " belongs to uid "
              + found.owner()
              + " and not to root"
              + (ownUsers && found.owner() == NOBODY
                  ? "; in this user namespace that may be root: published=" + file + " takes it"
                  : ""));
    }
    if (found.isOpenToWrites()) {
      throw new NotRootsException(
          path + " may be written by others than root (mode " + found.mode() + ")");
    }
  }

  private byte[] bytes(int most) throws IOException, NotRootsException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = BoundedBytes.read(in, most);
    }
    if (bytes.length > most) {
      throw new NotRootsException(file + " is longer than " + most + " bytes");
    }
    return bytes;
  }
}
