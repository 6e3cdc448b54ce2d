package io.hostshift.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A file to which lines are appended, by this JVM and others.
 *
 * <p>When a line would take it over its size, the file becomes {@code NAME.1}, in place of an
 * earlier one; the JVMs that write to it do so one at a time. The file is opened for each line, so
 * that an operator may move it away, and never through a link, nor where it is another user's, so
 * that nobody can aim it at another file.
 */
public final class LineFile {
  /** S_IFMT and S_IFIFO of inode(7). */
  private static final int FILE_TYPE = 0170000;

  private static final int PIPE = 0010000;

  /** Another JVM may rotate it again and again between our opening it and locking it. */
  private static final int MOST_TRIES = 100;

  private static final long OTHER_PART_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path file;
  private final long mostBytes;

  /**
   * @param mostBytes the size at which it is rotated
   */
  public LineFile(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * Appends one line, and ends one before it that has no end because the disk was full.
   *
   * @param text without a line break
   * @throws IOException if it cannot be written; the message names the file where it says why
   */
  public void append(String text) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      if (appended(text)) {
        return;
      }
    }
    throw new IOException(file + " is another one each time that it is opened");
  }

  /** The file, and what has failed. */
  public String reason(Exception e) {
    String text = String.valueOf(e.getMessage());
    return text.startsWith(file + " ") ? text : file + ": " + e;
  }

  /** False where another JVM has rotated it meanwhile. */
  private boolean appended(String text) throws IOException {
    refuseOthers();
    byte[] line = ((cut() ? "\n" : "") + text + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        write(channel, line);
        return true;
      }
      Object opened = key();
      if (!lock(channel) || opened == null || !opened.equals(key())) {
        return false;
      }
      if (channel.size() + line.length > mostBytes && channel.size() > 0) {
        Path earlier = file.resolveSibling(file.getFileName() + ".1");
        Files.move(file, earlier, StandardCopyOption.REPLACE_EXISTING);
        return false;
      }
      write(channel, line);
      return true;
    }
  }

  /**
   * Let go of when the channel is closed, or any other of this JVM's to the file.
   *
   * @return false where another part of this JVM has it
   */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      channel.lock();
      return true;
    } catch (OverlappingFileLockException e) {
      LockSupport.parkNanos(OTHER_PART_NANOS);
      return false;
    }
  }

  private static void write(FileChannel channel, byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Which file has the name; null if none has. */
  private Object key() throws IOException {
    try {
      return Files.getAttribute(file, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
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
    Ownership found;
    Object mode;
    try {
      found = Ownership.of(file);
      mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // Rotated by another JVM just now.
      return;
    }
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

  /** Whether the last line has no end. */
  private boolean cut() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long size = channel.size();
      return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
