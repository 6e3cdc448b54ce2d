package io.hostshift.source.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The links of a tree that was copied from another machine. An absolute one, such as the kernel's
 * own /proc/device-tree, means a place below the tree's root; a relative one is left to the kernel,
 * and whoever opens the file looks where that led.
 */
final class TreeLinks {
  /** As many as Linux follows. */
  private static final int MOST = 40;

  private final Path root;

  /**
   * @param root without links itself
   */
  TreeLinks(Path root) {
    this.root = root;
  }

  /**
   * Where a path of the tree leads, whether or not something is there.
   *
   * @param plain the same path with the root in front; given back unless an absolute link changes
   *     it
   */
  File lead(String path, File plain) {
    try {
      File followed = follow(path);
      return followed != null && (followed.exists() || !plain.exists()) ? followed : plain;
    } catch (IOException | InvalidPathException e) {
      return plain; // Whoever opens it is told why.
    }
  }

  /** Null if no absolute link is on the way, or one leads round in circles. */
  private File follow(String path) throws IOException {
    Deque<Path> left = new ArrayDeque<>();
    push(root.getFileSystem().getPath(path), left);
    Path at = root;
    boolean absolute = false;
    int links = 0;
    while (!left.isEmpty()) {
      Path name = left.pop();
      if (name.toString().equals("..")) {
        // As at "/", nothing is above the root.
        at = at.equals(root) ? root : at.getParent();
        continue;
      }
      Path next = at.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        at = next;
        continue;
      }
      Path target = Files.readSymbolicLink(next);
      if (++links > MOST) {
        return null;
      }
      if (target.isAbsolute()) {
        absolute = true;
        at = root;
      }
      push(target, left);
    }
    return absolute ? at.toFile() : null;
  }

  private static void push(Path path, Deque<Path> left) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      Path name = path.getName(i);
      if (!name.toString().isEmpty() && !name.toString().equals(".")) {
        left.push(name);
      }
    }
  }
}
