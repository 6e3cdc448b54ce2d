package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * This process's memory, read through {@code /proc/self/mem}: an address at which nothing is mapped
 * is an {@link IOException}, never a crash. Reading a word allocates nothing.
 */
final class ProcessMemory implements Bytes, Closeable {
  private final Bytes bytes;
  private final byte[] word = new byte[8];
  private final ByteBuffer wordBuffer = ByteBuffer.wrap(word).order(ByteOrder.nativeOrder());

  ProcessMemory(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Opens the memory of this process.
   *
   * @param process the folder {@code /proc/self}
   */
  static ProcessMemory open(File process) throws UnavailableException {
    File file = new File(process, "mem");
    if (!file.exists()) {
      throw new UnavailableException("/proc is not mounted: there is no " + file);
    }
    try {
      return new ProcessMemory(new FileBytes(file));
    } catch (FileNotFoundException e) {
      // Java gives one exception for all reasons. The file exists, so it was refused: the kernel
      // does
      // that to a process that is not root and not dumpable, or by a security module.
      throw new UnavailableException(
          "process is not dumpable, or a security policy forbids it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnavailableException(file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public void read(long address, byte[] into, int length) throws IOException {
    if (address < 0) {
      throw new IOException("0x" + Long.toHexString(address) + " is the kernel's");
    }
    bytes.read(address, into, length);
  }

  synchronized long readLong(long address) throws IOException {
    read(address, word, 8);
    return wordBuffer.getLong(0);
  }

  synchronized int readInt(long address) throws IOException {
    read(address, word, 4);
    return wordBuffer.getInt(0);
  }

  synchronized byte readByte(long address) throws IOException {
    read(address, word, 1);
    return word[0];
  }

  @Override
  public void close() throws IOException {
    if (bytes instanceof Closeable) {
      ((Closeable) bytes).close();
    }
  }
}
