package io.hostshift.source.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The files of a guest: of this one, or of a tree that was copied from another and lies in a
 * folder.
 *
 * <p>A tree is taken as it is: it holds regular files only, and no link in it is followed to a
 * place outside, so that what is found always belongs to that guest. Links inside it are fine, /sys
 * is full of them; an absolute one means a place in the tree.
 */
public final class GuestFiles {
  private final File root;
  private final File shownRoot;
  private final PathLog log;
  private final Path within;
  private final TreeLinks links;
  private final Opener opener;

  public GuestFiles(File root) {
    this(root, Opener.JAVA_IO);
  }

  public GuestFiles(File root, Opener opener) {
    this(root, root, null, opener);
  }

  /**
   * @param shownRoot the root as people named it
   * @param log gets to know what is asked for; null for nobody
   */
  public GuestFiles(File root, File shownRoot, PathLog log) {
    this(root, shownRoot, log, Opener.JAVA_IO);
  }

  private GuestFiles(File root, File shownRoot, PathLog log, Opener opener) {
    this.root = root;
    this.shownRoot = shownRoot;
    this.log = log;
    this.within = "/".equals(root.getPath()) ? null : realOrAbsolute(root);
    this.links = within == null ? null : new TreeLinks(within);
    this.opener = opener;
  }

  /**
   * Whether this is the machine that we run on, with devices and a live kernel behind the files.
   */
  public boolean live() {
    return within == null;
  }

  /** A regular file of at most so many bytes; a longer one is not readable. */
  public GuestFile file(String path, int limit) {
    return content(path, limit, true, Upkeep.ANYBODY);
  }

  /**
   * As {@link #file}, one that the kernel makes anew at each read: a single value, or what {@code
   * single_open} shows, as most of /proc/self. Costs three system calls fewer.
   */
  public GuestFile value(String path, int limit) {
    return kernels(path, limit, Upkeep.KERNEL);
  }

  /**
   * As {@link #value}, one that is read at each poll: it stays open until it is closed, and costs
   * two system calls a read in place of four.
   */
  public GuestFile polled(String path, int limit) {
    return kernels(path, limit, Upkeep.KERNEL_POLLED);
  }

  /** In a tree it was copied like any other. */
  private GuestFile kernels(String path, int limit, Upkeep upkeep) {
    return content(path, limit, true, live() ? upkeep : Upkeep.ANYBODY);
  }

  /** The first bytes of a regular file, however long. */
  public GuestFile head(String path, int bytes) {
    return content(path, bytes, false, Upkeep.ANYBODY);
  }

  /** The first bytes of a character device, or in a tree of the file that was copied from it. */
  public GuestFile device(String path, int bytes) {
    if (log != null) {
      log.device(path, bytes);
    }
    return device(path, bytes, FileKind.CHARACTER_DEVICE);
  }

  /** The first bytes of a disk, or in a tree of the file that was copied from it. */
  public GuestFile blockDevice(String path, int bytes) {
    return device(path, bytes, FileKind.BLOCK_DEVICE);
  }

  private GuestFile device(String path, int bytes, FileKind kind) {
    Vetting vetting = new Vetting(live() ? kind : null, within);
    return made(path, bytes, false, Upkeep.ANYBODY, vetting);
  }

  private GuestFile content(String path, int limit, boolean whole, Upkeep upkeep) {
    if (log != null) {
      log.content(path, limit);
    }
    return made(path, limit, whole, upkeep, new Vetting(null, within));
  }

  private GuestFile made(String path, int limit, boolean whole, Upkeep upkeep, Vetting vetting) {
    return new GuestFile(shownAt(path), real(path), limit, whole, upkeep, vetting, opener);
  }

  public boolean exists(String path) {
    return at(path).exists();
  }

  public boolean isFolder(String path) {
    return at(path).isDirectory();
  }

  /** To be asked again and again whether it is there, and nothing else. */
  public File at(String path) {
    if (log != null) {
      log.existence(path);
    }
    return real(path);
  }

  private File real(String path) {
    File plain = new File(root, path);
    return links == null ? plain : links.lead(path, plain);
  }

  /** A path in words for people: as the one who gave the root would look for it. */
  public String shown(String path) {
    return shownAt(path).getPath();
  }

  private File shownAt(String path) {
    return new File(shownRoot, path);
  }

  /** The names in a folder, sorted; empty if there is none, or none that may be looked into. */
  public List<String> names(String path) {
    if (log != null) {
      log.folder(path);
    }
    File folder = real(path);
    String[] names = inside(folder) ? folder.list() : null;
    if (names == null) {
      return Collections.emptyList();
    }
    Arrays.sort(names);
    return Arrays.asList(names);
  }

  /**
   * The last name of what a link points at, whether that is there or not: with such links /sys says
   * of what kind a device is. Empty if it is no link.
   */
  public String target(String path) {
    try {
      if (log != null) {
        log.link(path);
      }
      int slash = path.lastIndexOf('/');
      File folder = slash < 0 ? root : real(path.substring(0, slash));
      Path link = folder.toPath().resolve(path.substring(slash + 1));
      if (inside(folder) && Files.isSymbolicLink(link)) {
        Path name = Files.readSymbolicLink(link).getFileName();
        return name == null ? "" : name.toString();
      }
    } catch (IOException | InvalidPathException e) {
      return ""; // As where there is none.
    }
    return "";
  }

  private boolean inside(File folder) {
    try {
      return within == null || folder.toPath().toRealPath().startsWith(within);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path realOrAbsolute(File root) {
    try {
      return root.toPath().toRealPath();
    } catch (IOException e) {
      // Nothing will be found below it either, and each source says so.
      return root.toPath().toAbsolutePath().normalize();
    }
  }
}
