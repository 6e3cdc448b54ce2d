package io.hostshift.answer;

import io.hostshift.base.OneLine;
import io.hostshift.base.Ownership;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that takes the answer to a request: made by whoever asks, of mode 0600, in a folder that
 * only this JVM's user can write to. It is never made here: once it is gone, nobody listens.
 *
 * <p>Lines: {@code data} and a text, any number of times; then {@code end}, or {@code error} and a
 * reason. Whoever listens holds a lock on the file.
 */
final class AnswerFile {
  private final Path file;

  private AnswerFile(Path file) {
    this.file = file;
  }

  /**
   * @throws IOException if the file is not there, or others than this JVM's user could write to it
   */
  static AnswerFile open(File file) throws IOException {
    Path path = file.toPath();
    int self = Ownership.self();
    check(path.getParent(), self);
    check(path, self);
    return new AnswerFile(path);
  }

  private static void check(Path path, int self) throws IOException {
    if (!Ownership.of(path).isAloneOf(self)) {
      throw new IOException(path + " is not this user's alone");
    }
  }

  /**
   * @param text one line
   */
  void data(String text) throws IOException {
    write("data " + text);
  }

  void end() throws IOException {
    write("end");
  }

  /**
   * @param reason completes {@code hostshift …}
   */
  void error(String reason) throws IOException {
    write("error " + OneLine.of(reason, ' '));
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Whether somebody still listens. Takes away what a listener has left that was killed. */
  boolean listened() {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return true;
      }
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
