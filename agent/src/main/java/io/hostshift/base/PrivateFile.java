package io.hostshift.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * A file of this user alone, mode 0600, that comes to be as a whole: who reads it sees all of it.
 */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes it beside its place, and moves it there.
   *
   * @param lock whether to lock it before anybody sees it, where the file system has locks
   * @return it, open for what comes behind; its lock is kept until it is closed
   * @throws IOException if it cannot be written; then there is no trace of it
   */
  public static FileChannel replace(Path file, String text, boolean lock) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileChannel channel =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"));
    boolean moved = false;
    try {
      if (lock) {
        lock(channel);
      }
      append(channel, text);
      // The lock is the file's and goes along.
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } finally {
      if (!moved) {
        channel.close();
        Files.deleteIfExists(fresh);
      }
    }
    return channel;
  }

  public static void append(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** For the making of a file or folder: its mode from the start. */
  public static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      return; // The file system has none.
    }
  }
}
