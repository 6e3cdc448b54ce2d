package io.hostshift.tune.guard;

import io.hostshift.base.PrivateFile;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;

/**
 * A file that says that the memory of a JVM was written to, of mode 0600. It is locked as long as
 * its JVM lives, since the kernel frees a lock however a process ends; whoever finds it unlocked
 * knows that its JVM has not taken it away.
 */
final class Mark {
  private static final int MOST_BYTES = 8192;

  private static final int PID = 0;
  private static final int START = 1;
  private static final int BOOT = 2;
  private static final int ROW = 3;
  private static final int CRASH_FILE = 4;
  private static final int WRITES = 5;

  private final Path file;
  private final FileChannel channel;
  private final List<Path> folders;
  private final String[] said;

  private Mark(Path file, FileChannel channel, List<Path> folders, String... said) {
    this.file = file;
    this.channel = channel;
    this.folders = folders;
    this.said = said;
  }

  /**
   * Leaves one, as a whole or not at all.
   *
   * @param folder of this user alone
   * @param folders that go with it once they are empty, the innermost first
   * @param row how many lives in a row have left one, this one included
   * @param write what is about to be written
   * @throws IOException if it cannot be left
   */
  static Mark leave(Path folder, List<Path> folders, Life life, int row, String write)
      throws IOException {
    Path file = folder.resolve(prefix(life) + life.pid() + "-" + life.start());
    String text =
        String.join(
            "\n",
            life.pid(),
            life.start(),
            life.boot(),
            Integer.toString(row),
            life.crashFile().replace('\n', ' '),
            write);
    // Where a file system has no locks, its process's number and start have to do.
    return new Mark(file, PrivateFile.replace(file, text, true), folders);
  }

  /**
   * Says of another kind of write that it is about to be made as well.
   *
   * @throws IOException if it cannot be said, and is not
   */
  void add(String write) throws IOException {
    PrivateFile.append(channel, " " + write);
  }

  /** The beginning of the names of those of this command line and version. */
  static String prefix(Life life) {
    return "writes-" + life.kind() + "-";
  }

  /**
   * Reads one that was found; null if it is none, or not whole.
   *
   * @throws IOException if it cannot be read
   */
  static Mark read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
      return null;
    }
    String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
    boolean whole = lines.length == WRITES + 1 && lines[ROW].matches("[0-9]{1,9}");
    return whole ? new Mark(file, null, Collections.emptyList(), lines) : null;
  }

  /** Whether the JVM that left it may be living, as far as this one can tell. */
  boolean lives(Life self) {
    if (pid().equals(self.pid()) && said[START].equals(self.start())) {
      return true; // Of an agent before this one in this very JVM.
    }
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = opened.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return self.runs(pid(), said[START]);
    }
  }

  String pid() {
    return said[PID];
  }

  /** Of the machine's uptime in which it was left. */
  String boot() {
    return said[BOOT];
  }

  /** How many lives in a row have left one, up to this. */
  int row() {
    return Integer.parseInt(said[ROW]);
  }

  /** Where its JVM would have said what it died of. */
  String crashFile() {
    return said[CRASH_FILE];
  }

  /** What was about to be written. */
  String writes() {
    return said[WRITES];
  }

  File file() {
    return file.toFile();
  }

  /** Takes it away. */
  void remove() {
    file().delete();
    for (Path folder : folders) {
      folder.toFile().delete(); // Which only an empty one lets itself be.
    }
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Its descriptor is given back all the same.
        return;
      }
    }
  }
}
