package io.hostshift.it.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a hostile process does to its files while root's command line is at them: it puts others in
 * their place, or ways to others. Whatever of it the kernel does not let it do is left.
 */
final class Turns {
  /** What it does; each has a target, a path. */
  enum Turn {
    /** Its socket becomes a link to the target, a socket. */
    SOCKET,
    /** The target, a socket, is bound over its own. */
    BIND,
    /** Each folder of its own in /tmp becomes a link to the target, a folder. */
    FOLDERS,
    /** Each file in those folders, and of its own in /tmp, becomes a link to the target, a file. */
    FILES,
    /** As before, but the files become hard links. */
    HARD,
    /** As before, but the files become pipes, and so does its perf data. */
    PIPES,
    /** /tmp becomes a link to the target, a folder. */
    TMP
  }

  private static final Path TMP = Path.of("/tmp");
  private static final Path TMP_ASIDE = Path.of("/tmp.own");
  private static final String OWN = ".own";

  /** Sockets and perf data of its user's other JVMs, and what the room itself has. */
  private static final List<String> KEPT = List.of(".java_pid", "hsperfdata_", "kept-");

  private final Path socket;
  private final Path perfData;
  private final int user;
  private int aside;
  private boolean bound;

  /**
   * @param socket of its own
   * @param perfData of its own
   */
  Turns(Path socket, Path perfData) throws IOException {
    this.socket = socket;
    this.perfData = perfData;
    this.user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  void make(Turn turn, Path target) throws IOException, InterruptedException {
    switch (turn) {
      case SOCKET:
        Files.move(socket, Path.of(socket + OWN), StandardCopyOption.REPLACE_EXISTING);
        Files.createSymbolicLink(socket, target);
        break;
      case BIND:
        run("mount", "--bind", target.toString(), socket.toString());
        bound = true;
        break;
      case FOLDERS:
        for (Path folder : folders()) {
          putAside(folder);
          Files.createSymbolicLink(folder, target);
        }
        break;
      case TMP:
        Files.move(TMP, TMP_ASIDE);
        Files.createSymbolicLink(TMP, target);
        break;
      default:
        for (Path file : files(turn)) {
          putAside(file);
          replace(turn, file, target);
        }
    }
  }

  private static void replace(Turn turn, Path file, Path target)
      throws IOException, InterruptedException {
    if (turn == Turn.FILES) {
      Files.createSymbolicLink(file, target);
    } else if (turn == Turn.HARD) {
      Files.createLink(file, target);
    } else {
      run("mkfifo", file.toString());
    }
  }

  private void putAside(Path path) throws IOException {
    Files.move(path, path.resolveSibling(".aside-" + aside++));
  }

  /** Everything as it was at the start, and nothing else of its own left. */
  void back() throws IOException, InterruptedException {
    if (Files.exists(TMP_ASIDE, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(TMP);
      Files.move(TMP_ASIDE, TMP);
    }
    if (bound) {
      run("umount", socket.toString());
      bound = false;
    }
    Path own = Path.of(socket + OWN);
    if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(socket);
      Files.move(own, socket);
    }
    for (Path each : own(TMP)) {
      if (!keeps(each)) {
        delete(each);
      }
    }
    if (Files.exists(perfData, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(perfData, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(perfData);
    }
  }

  private static boolean keeps(Path each) {
    String name = each.getFileName().toString();
    return KEPT.stream().anyMatch(name::startsWith);
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path each : all(path)) {
        delete(each);
      }
    }
    Files.deleteIfExists(path);
  }

  private List<Path> folders() throws IOException {
    return own(TMP).stream()
        .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
        .filter(each -> !keeps(each) && !each.getFileName().toString().startsWith(".aside-"))
        .toList();
  }

  private List<Path> files(Turn turn) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path folder : folders()) {
      files.addAll(all(folder));
    }
    files.addAll(own(TMP));
    if (turn == Turn.PIPES) {
      files.add(perfData);
    }
    files.removeIf(
        file ->
            !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || file.getFileName().toString().startsWith(".aside-"));
    return files;
  }

  private List<Path> own(Path folder) throws IOException {
    List<Path> own = new java.util.ArrayList<>();
    for (Path each : all(folder)) {
      try {
        if ((Integer) Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS) == user) {
          own.add(each);
        }
      } catch (NoSuchFileException e) {
        // Root has taken it away since.
      }
    }
    return own;
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> each = Files.list(folder)) {
      return each.toList();
    }
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + process.exitValue());
    }
  }
}
