package io.hostshift.boot;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** A jar that is a part of a file: the file as a whole, or a stored entry of another jar. */
final class JarSlice {
  /** In bytes; a class or resource of ours that says it is larger is a corrupt one. */
  private static final int MAX_ENTRY = 32 << 20;

  private static final int MAX_DIRECTORY = 16 << 20;
  private static final int END_RECORD = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int LOCAL_HEADER = 30;

  /** In bytes; a buffer for a larger entry is dropped again. */
  private static final int MAX_KEPT = 32 << 10;

  private final RandomAccessFile file;
  private final long start;
  private final long length;
  private final JarIndex index;
  private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();
  private byte[] scratch = new byte[0];
  private Inflater inflater;

  /**
   * @throws ZipException if these bytes are not a jar
   */
  JarSlice(RandomAccessFile file, long start, long length) throws IOException {
    this.file = file;
    this.start = start;
    this.length = length;
    byte[] tail = read(Math.max(0, length - END_RECORD), length);
    int end = end(tail);
    if (end < 0) {
      tail = read(Math.max(0, length - END_RECORD - MAX_COMMENT), length);
      end = end(tail);
    }
    if (end < 0) {
      throw new ZipException("corrupt jar: no end record");
    }
    long size = int32(tail, end + 12) & 0xffffffffL;
    long offset = int32(tail, end + 16) & 0xffffffffL;
    if (size > MAX_DIRECTORY || offset + size > length) {
      throw new ZipException("corrupt jar: directory of " + size + " bytes at " + offset);
    }
    index = new JarIndex(read(offset, offset + size), int16(tail, end + 10));
  }

  /** Where the end record begins, negative if there is none. */
  private static int end(byte[] tail) {
    int end = tail.length - END_RECORD;
    while (end >= 0 && int32(tail, end) != 0x06054b50) {
      end--;
    }
    return end;
  }

  boolean contains(String name) {
    return entry(name) >= 0;
  }

  /** The number of an entry, to be passed to other methods; negative if there is none. */
  int entry(String name) {
    return index.find(name);
  }

  /**
   * Takes entries into memory as they are packed, so that they are there whatever becomes of the
   * file.
   */
  void keep(Predicate<String> wanted) throws IOException {
    for (int entry : index.all()) {
      long packed = index.packedSize(entry);
      if (wanted.test(index.name(entry)) && packed <= MAX_ENTRY) {
        long data = data(entry);
        kept.put(entry, read(data, data + packed));
      }
    }
  }

  /** No longer in memory; its class is loaded. */
  void forget(int entry) {
    kept.remove(entry);
  }

  /** The jar that is stored, not compressed, under this name. */
  JarSlice nested(String name) throws IOException {
    int entry = index.find(name);
    if (entry < 0 || index.method(entry) != 0) {
      throw new ZipException("corrupt jar: " + name + " is missing or not stored");
    }
    long data = data(entry);
    long size = index.size(entry);
    if (data + size > length) {
      throw new ZipException("corrupt jar: " + name + " is past its end at " + length);
    }
    return new JarSlice(file, start + data, size);
  }

  /**
   * The content, null if there is no such entry.
   *
   * @throws ZipException as {@link #read}
   */
  byte[] bytes(String name) throws IOException {
    int entry = entry(name);
    if (entry < 0) {
      return null;
    }
    byte[] content = new byte[size(entry)];
    read(entry, content);
    return content;
  }

  /**
   * How many bytes the content has.
   *
   * @throws ZipException if it says that it is larger than anything of ours
   */
  int size(int entry) throws ZipException {
    long size = index.size(entry);
    if (size > MAX_ENTRY || index.packedSize(entry) > MAX_ENTRY) {
      throw new ZipException("corrupt jar: " + index.name(entry) + " has " + size + " bytes");
    }
    return (int) size;
  }

  /**
   * Puts the content at the beginning of an array, which may be longer.
   *
   * @throws ZipException if its checksum is another one than at the time the jar was opened, for
   *     example because it was overwritten in place
   */
  void read(int entry, byte[] into) throws IOException {
    int size = size(entry);
    byte[] known = kept.get(entry);
    if (known != null) {
      unpack(entry, known, into, size);
    } else {
      unpack(entry, into, size);
    }
    CRC32 crc = new CRC32();
    crc.update(into, 0, size);
    if ((int) crc.getValue() != index.crc(entry)) {
      throw new ZipException(
          "corrupt jar, or overwritten since it was opened (replace it by a rename): "
              + index.name(entry));
    }
  }

  /** One buffer and one inflater for all: hundreds of classes are read at a start. */
  private void unpack(int entry, byte[] into, int size) throws IOException {
    long data = data(entry);
    int packed = (int) index.packedSize(entry);
    if (index.method(entry) == 0) {
      read(data, data + size, into);
      return;
    }
    synchronized (file) {
      // One byte of padding, which zlib asks for with raw streams.
      if (scratch.length <= packed) {
        scratch = new byte[within(data, data + packed) + 1];
      }
      read(data, data + packed, scratch);
      scratch[packed] = 0;
      try {
        inflate(entry, scratch, packed + 1, into, size);
      } finally {
        if (scratch.length > MAX_KEPT) {
          scratch = new byte[0];
        }
      }
    }
  }

  /** From memory. */
  private void unpack(int entry, byte[] packed, byte[] into, int size) throws IOException {
    if (index.method(entry) == 0) {
      System.arraycopy(packed, 0, into, 0, Math.min(packed.length, size));
      return;
    }
    synchronized (file) {
      inflate(entry, Arrays.copyOf(packed, packed.length + 1), packed.length + 1, into, size);
    }
  }

  private void inflate(int entry, byte[] from, int packed, byte[] into, int size)
      throws ZipException {
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    inflater.setInput(from, 0, packed);
    try {
      int done = 0;
      while (done < size) {
        int count = inflater.inflate(into, done, size - done);
        if (count == 0) {
          throw new ZipException("corrupt jar: " + index.name(entry) + " ends too early");
        }
        done += count;
      }
    } catch (DataFormatException e) {
      throw new ZipException("corrupt jar: " + index.name(entry) + ": " + e.getMessage());
    } finally {
      inflater.reset();
    }
  }

  /** Releases the inflater. Whoever opened the file closes it. */
  void close() {
    synchronized (file) {
      if (inflater != null) {
        inflater.end();
        inflater = null;
      }
      scratch = new byte[0];
    }
  }

  /** Behind the local header, whose extra field may be another than that of the directory. */
  private long data(int entry) throws IOException {
    long local = index.offset(entry);
    byte[] header = read(local, local + LOCAL_HEADER);
    if (int32(header, 0) != 0x04034b50) {
      throw new ZipException("corrupt jar: no local header at " + local);
    }
    return local + LOCAL_HEADER + int16(header, 26) + int16(header, 28);
  }

  private byte[] read(long from, long to) throws IOException {
    byte[] bytes = new byte[within(from, to)];
    read(from, to, bytes);
    return bytes;
  }

  /** How many bytes these are; checked before an array is made for what a corrupt jar says. */
  private int within(long from, long to) throws ZipException {
    if (to > length || from > to) {
      throw new ZipException("corrupt jar: " + to + " is past its end at " + length);
    }
    return (int) (to - from);
  }

  private void read(long from, long to, byte[] into) throws IOException {
    int count = within(from, to);
    synchronized (file) {
      file.seek(start + from);
      file.readFully(into, 0, count);
    }
  }

  private static int int16(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
  }

  private static int int32(byte[] bytes, int at) {
    return int16(bytes, at) | int16(bytes, at + 2) << 16;
  }
}
