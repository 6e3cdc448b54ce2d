package io.hostshift.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/**
 * Whose a file or folder is, and what others may do with it: as it was when it was looked at, so
 * that only what its owner alone can change holds any longer.
 */
public final class Ownership {
  private static final int OTHERS = 077;
  private static final int OTHERS_WRITE = 022;
  private static final int STICKY = 01000;

  private final int owner;
  private final int mode;
  private final boolean folder;
  private final boolean link;
  private final boolean regular;
  private final int names;

  private Ownership(Map<String, Object> found) {
    owner = (Integer) found.get("uid");
    mode = (Integer) found.get("mode");
    folder = (Boolean) found.get("isDirectory");
    link = (Boolean) found.get("isSymbolicLink");
    regular = (Boolean) found.get("isRegularFile");
    names = (Integer) found.get("nlink");
  }

  /**
   * Looks at it; at a link itself, and not at what it leads to.
   *
   * @throws IOException if it is not there, or cannot be looked at
   * @throws UnsupportedOperationException if this system does not know owners by number
   */
  public static Ownership of(Path path) throws IOException {
    return of(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Looks at what a link leads to. Only for links that nobody else makes, such as those of the
   * kernel to what this process has open.
   */
  public static Ownership behind(Path link) throws IOException {
    return of(link, new LinkOption[0]);
  }

  private static Ownership of(Path path, LinkOption... links) throws IOException {
    return new Ownership(
        Files.readAttributes(
            path, "unix:uid,mode,nlink,isDirectory,isSymbolicLink,isRegularFile", links));
  }

  /** The number of this process's user. */
  public static int self() throws IOException {
    return (Integer) Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
  }

  /** The number of the user that it belongs to. */
  public int owner() {
    return owner;
  }

  /** What its owner, its group and all others may: four octal digits. */
  public String mode() {
    return String.format("%04o", mode & 07777);
  }

  public boolean isFolder() {
    return folder;
  }

  /** Whether it is a file that holds bytes, and no folder, link, device, pipe or socket. */
  public boolean isRegular() {
    return regular;
  }

  /** Whether it is itself a symbolic link, whose mode says nothing. */
  public boolean isLink() {
    return link;
  }

  /** Under how many names it is there, each a hard link; of a file usually one. */
  public int names() {
    return names;
  }

  /** Whether it is this user's, and nobody else may do anything with it. */
  public boolean isAloneOf(int user) {
    return owner == user && (mode & OTHERS) == 0;
  }

  /** Whether its group or all others may write to it, which is to say into it if it is a folder. */
  public boolean isOpenToWrites() {
    return (mode & OTHERS_WRITE) != 0;
  }

  /** Whether only its owner can take a file out of this folder, however open it is, as of /tmp. */
  public boolean isSticky() {
    return folder && (mode & STICKY) != 0;
  }
}
