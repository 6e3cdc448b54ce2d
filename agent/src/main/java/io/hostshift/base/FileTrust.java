package io.hostshift.base;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether nobody but root and the JVM's own user can have written a file, or can put another in its
 * place, so that it may be run, and what it says may be run as a command.
 *
 * <p>The way to the file is walked from the top, as the kernel does: each folder, each link, and
 * each folder that a link leads through. In a folder that others may write to, unless it is sticky
 * as /tmp is, they can replace what is next on the way. What has been passed can be changed by root
 * and this user alone, so that whoever looks first and opens the file then opens what was looked
 * at.
 */
public final class FileTrust {
  /** As many links as the kernel follows. */
  private static final int MOST_LINKS = 40;

  private final int self;
  private final Deque<Path> left = new ArrayDeque<>();
  private Path at;
  private int links;

  private FileTrust(int self) {
    this.self = self;
  }

  /** Null if it can be trusted, else why not. A file that is not there cannot. */
  public static String distrust(File file) {
    try {
      return new FileTrust(Ownership.self()).walk(file.toPath().toAbsolutePath());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "who may write to it cannot be told: " + e;
    }
  }

  /**
   * As {@link #distrust}, for a program to run: one that is not there is trusted as far as nobody
   * else could put it there, since to start it says more than this could.
   */
  public static String distrustProgram(File program) {
    try {
      return new FileTrust(Ownership.self()).walk(program.toPath().toAbsolutePath());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "who may write to it cannot be told: " + e;
    }
  }

  private String walk(Path path) throws IOException {
    at = path.getRoot();
    String reason = look(at, Ownership.of(at));
    ahead(path);
    while (reason == null && !left.isEmpty()) {
      reason = step(left.pop());
    }
    return reason;
  }

  private void ahead(Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      left.push(path.getName(i));
    }
  }

  private String step(Path name) throws IOException {
    if (name.toString().equals("..")) {
      at = at.getParent() == null ? at : at.getParent();
      return null;
    }
    if (name.toString().equals(".") || name.toString().isEmpty()) {
      return null;
    }
    Path next = at.resolve(name);
    Ownership found = Ownership.of(next);
    String reason = look(next, found);
    if (reason == null && found.isLink()) {
      return follow(next);
    }
    at = next;
    return reason;
  }

  private String follow(Path link) throws IOException {
    if (++links > MOST_LINKS) {
      return "it is behind more than " + MOST_LINKS + " links";
    }
    Path target = Files.readSymbolicLink(link);
    if (target.isAbsolute()) {
      at = target.getRoot();
    }
    ahead(target);
    return null;
  }

  private String look(Path path, Ownership found) {
    if (found.owner() != 0 && found.owner() != self) {
      String what = found.isLink() ? "the link " : "";
      return what + path + " belongs to another user (uid " + found.owner() + ")";
    }
    return found.isOpenToWrites() && !found.isSticky() && !found.isLink()
        ? path + " may be written by others (mode " + found.mode() + ")"
        : null;
  }
}
