package io.hostshift.source.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a path names, asked before it is opened: opening a FIFO waits, opening a device may act. */
public enum FileKind {
  REGULAR("a regular file", 0100000),
  CHARACTER_DEVICE("a character device", 0020000),
  BLOCK_DEVICE("a block device", 0060000),
  DIRECTORY("a directory", 0040000),
  FIFO("a FIFO", 0010000),
  SOCKET("a socket", 0140000),
  OTHER("of an unknown kind", 0);

  private static final int S_IFMT = 0170000;

  private final String words;
  private final int bits;

  FileKind(String words, int bits) {
    this.words = words;
    this.bits = bits;
  }

  /** Follows links. Throws as stat does, with a java.nio exception that names the cause by type. */
  public static FileKind of(Path path) throws IOException {
    int mode;
    try {
      mode = (Integer) Files.getAttribute(path, "unix:mode");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // The application's own file system provider, which knows no more than java.io.
      return other(path);
    }
    for (FileKind kind : values()) {
      if ((mode & S_IFMT) == kind.bits) {
        return kind;
      }
    }
    return OTHER;
  }

  private static FileKind other(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return Files.isDirectory(path) ? DIRECTORY : Files.isRegularFile(path) ? REGULAR : OTHER;
  }

  @Override
  public String toString() {
    return words;
  }
}
