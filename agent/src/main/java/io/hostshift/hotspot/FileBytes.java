package io.hostshift.hotspot;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The bytes of an open file.
 *
 * <p>A RandomAccessFile and not a FileChannel: a channel closes itself when the reading thread is
 * interrupted.
 */
final class FileBytes implements Bytes, Closeable {
  private final RandomAccessFile file;

  FileBytes(File file) throws IOException {
    this.file = new RandomAccessFile(file, "r");
  }

  @Override
  public synchronized void read(long position, byte[] into, int length) throws IOException {
    file.seek(position);
    for (int done = 0; done < length; ) {
      int count = file.read(into, done, length - done);
      if (count < 0) {
        throw new EOFException("ends before 0x" + Long.toHexString(position + length));
      }
      done += count;
    }
  }

  long size() throws IOException {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
