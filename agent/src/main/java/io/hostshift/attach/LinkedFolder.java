package io.hostshift.attach;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder that may be reached over links, as a /tmp that is one to /data/tmp. Each link is read,
 * and followed name by name from where the process's files begin, as that process would: by itself
 * the kernel would lead an absolute one from where our own files begin.
 */
final class LinkedFolder {
  /** As the kernel follows, at most; see path_resolution(7). */
  private static final int MOST_LINKS = 40;

  private final Folder root;

  /** Those below the root on the way, the last one on top; all ours to close. */
  private final Deque<Folder> way = new ArrayDeque<>();

  private int links;

  private LinkedFolder(Folder root) {
    this.root = root;
  }

  /**
   * @return to be closed; the root stays open
   * @throws IOException if it is not there, or what is in its place leads to no folder
   */
  static Folder in(Folder root, String name) throws IOException {
    LinkedFolder walk = new LinkedFolder(root);
    try {
      walk.go(name);
      if (walk.way.isEmpty()) {
        throw new IOException(name + " leads to the root");
      }
      return walk.way.pop();
    } finally {
      for (Folder folder : walk.way) {
        folder.close();
      }
    }
  }

  private void go(String path) throws IOException {
    if (path.startsWith("/")) {
      up(way.size());
    }
    for (String name : path.split("/")) {
      if (name.equals("..")) {
        up(1);
      } else if (!name.isEmpty() && !name.equals(".")) {
        step(name);
      }
    }
  }

  private void up(int steps) {
    for (int i = 0; i < steps && !way.isEmpty(); i++) {
      way.pop().close();
    }
  }

  private void step(String name) throws IOException {
    Folder here = way.isEmpty() ? root : way.peek();
    String target = target(here, name);
    if (target == null) {
      // If it has become a link since, this is refused.
      way.push(here.folder(name));
      return;
    }
    links++;
    if (links > MOST_LINKS) {
      throw new IOException(name + " is a link that leads to too many others");
    }
    go(target);
  }

  /** Where a link leads; null if it is none. */
  private static String target(Folder folder, String name) throws IOException {
    Path file = folder.file(name);
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NotLinkException e) {
      return null;
    } catch (FileSystemException e) {
      // Not there, or not to be looked at: opening it says so.
      return null;
    }
  }
}
