package io.hostshift.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file to which each event is appended as a JSON line once it has settled.
 *
 * <p>When a line would take it over its size, the file becomes {@code NAME.1}, in place of an
 * earlier one. The file is opened for each line, so that an operator may move it away, and never
 * through a symbolic link, so that nobody can aim it at another file.
 */
public final class Journal {
  /** S_IFMT and S_IFIFO of inode(7). */
  private static final int FILE_TYPE = 0170000;

  private static final int PIPE = 0010000;

  private final Path file;
  private final long mostBytes;
  private final EventJson json = new EventJson();

  public Journal(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * Appends one event.
   *
   * @throws IOException if the file cannot be written
   */
  public void append(Report report) throws IOException {
    refusePipe();
    String begin = cut() ? "\n" : "";
    byte[] line = (begin + json.line(report) + "\n").getBytes(StandardCharsets.UTF_8);
    rotate(line.length);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Opening a named pipe would wait until somebody reads from it. */
  private void refusePipe() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if (((Integer) mode & FILE_TYPE) == PIPE) {
        throw new IOException(file + " is a named pipe");
      }
    }
  }

  /** Whether the last line has no end, because the disk was full. */
  private boolean cut() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  private void rotate(int more) throws IOException {
    boolean full =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) + more > mostBytes;
    if (full) {
      Path earlier = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, earlier, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
