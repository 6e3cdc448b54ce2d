package io.hostshift.report;

import io.hostshift.base.Log;
import io.hostshift.base.Ownership;
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
 * through a link, nor where it is another user's, so that nobody can aim it at another file.
 */
public final class Journal implements ReportListener {
  /** S_IFMT and S_IFIFO of inode(7). */
  private static final int FILE_TYPE = 0170000;

  private static final int PIPE = 0010000;

  private final Path file;
  private final long mostBytes;
  private final Log log;
  private final EventJson json = new EventJson();
  private boolean failed;

  /**
   * @param mostBytes the size at which it is rotated
   */
  public Journal(Path file, long mostBytes, Log log) {
    this.file = file;
    this.mostBytes = mostBytes;
    this.log = log;
  }

  /** One line in the log for a disk that is full or read-only, not one for each event. */
  @Override
  public void settled(Report report) {
    try {
      append(report);
      failed = false;
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        log.error("the journal cannot be written, events stay in JMX: " + reason(e));
      }
      failed = true;
    }
  }

  /** Names the file, which not every error does. */
  private String reason(Exception e) {
    String text = String.valueOf(e.getMessage());
    return text.startsWith(file + " ") ? text : file + ": " + e;
  }

  /**
   * Appends one event.
   *
   * @throws IOException if the file cannot be written
   */
  void append(Report report) throws IOException {
    refuseOthers();
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

  /**
   * What is not this user's own regular file, or is another file's second name, is somebody's who
   * wants it written to. Opening a named pipe would also wait until somebody reads from it. The
   * kernel's own devices are nobody's file.
   *
   * <p>In a folder that others may write to, the name could get another file between this look and
   * the opening. That can be no link, and a hard link only where the kernel lets others make one.
   */
  private void refuseOthers() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Ownership found = Ownership.of(file);
    Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (((Integer) mode & FILE_TYPE) == PIPE) {
      throw new IOException(file + " is a named pipe");
    }
    if (found.isLink()) {
      throw new IOException(file + " is a symbolic link");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (found.owner() != Ownership.self()) {
      throw new IOException(file + " belongs to another user (uid " + found.owner() + ")");
    }
    if (found.names() > 1) {
      throw new IOException(file + " is a hard link: the file has " + found.names() + " names");
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
