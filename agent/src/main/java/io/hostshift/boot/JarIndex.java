package io.hostshift.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The central directory of a jar file, as an index by name.
 *
 * <p>Keeps the directory's own bytes and a hash table of positions in them: an object for each of
 * thousands of entries would cost the application's heap a megabyte. Only the end of a name is
 * hashed, where names differ: hashing all of it would be the first loop that the JVM compiles.
 * Names are compared as ASCII, which class names here are. No zip64: the jar is ours and small.
 *
 * <p>Format: PKWARE APPNOTE 6.3, section 4.3.12, little endian.
 */
final class JarIndex {
  /** Bytes of an entry in the directory before its name. */
  private static final int HEADER = 46;

  private static final int SIGNATURE = 0x02014b50;

  /** Of a name, without {@link #SUFFIX}. */
  private static final int HASHED = 12;

  /** The length of ".class", which nearly all names end with. */
  private static final int SUFFIX = 6;

  private final byte[] directory;

  /** Positions plus one; a power of two in size, at most half full, open addressing. */
  private final int[] table;

  /**
   * @throws ZipException naming the position where the directory is not one
   */
  JarIndex(byte[] directory, int entries) throws ZipException {
    if (entries < 0 || (long) entries * HEADER > directory.length) {
      throw new ZipException("corrupt jar: " + entries + " entries in " + directory.length);
    }
    this.directory = directory;
    table = new int[Integer.highestOneBit(Math.max(4, entries)) * 4];
    int position = 0;
    for (int i = 0; i < entries; i++) {
      if (directory.length - position < HEADER || int32(position) != SIGNATURE) {
        throw new ZipException("corrupt jar: no entry at " + position + " of its directory");
      }
      int name = nameLength(position);
      long next = (long) position + HEADER + name + int16(position + 30) + int16(position + 32);
      if (next > directory.length) {
        throw new ZipException("corrupt jar: the entry at " + position + " has no end");
      }
      add(position, name);
      position = (int) next;
    }
  }

  private void add(int position, int length) {
    int hash = length;
    for (int i = Math.max(0, length - SUFFIX - HASHED); i < length - SUFFIX; i++) {
      hash = 31 * hash + (directory[position + HEADER + i] & 0xff);
    }
    int at = slot(hash);
    while (table[at] != 0) {
      at = at + 1 & table.length - 1;
    }
    table[at] = position + 1;
  }

  /** The entry's number, to be passed to the other methods; -1 if there is none of that name. */
  int find(String name) {
    int length = name.length();
    int hash = length;
    for (int i = Math.max(0, length - SUFFIX - HASHED); i < length - SUFFIX; i++) {
      hash = 31 * hash + name.charAt(i);
    }
    int at = slot(hash);
    while (table[at] != 0) {
      int position = table[at] - 1;
      if (isNamed(position, name)) {
        return position;
      }
      at = at + 1 & table.length - 1;
    }
    return -1;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 16) & table.length - 1;
  }

  private boolean isNamed(int position, String name) {
    if (nameLength(position) != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((directory[position + HEADER + i] & 0xff) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of all entries. */
  int[] all() {
    int[] all = new int[table.length];
    int count = 0;
    for (int position : table) {
      if (position != 0) {
        all[count++] = position - 1;
      }
    }
    return Arrays.copyOf(all, count);
  }

  String name(int entry) {
    return new String(directory, entry + HEADER, nameLength(entry), StandardCharsets.US_ASCII);
  }

  /** 0 stored, 8 deflated. */
  int method(int entry) {
    return int16(entry + 10);
  }

  int crc(int entry) {
    return int32(entry + 16);
  }

  /** In bytes, as in the file. */
  long packedSize(int entry) {
    return int32(entry + 20) & 0xffffffffL;
  }

  /** In bytes. */
  long size(int entry) {
    return int32(entry + 24) & 0xffffffffL;
  }

  /** Where the entry's local header begins, from the beginning of the jar. */
  long offset(int entry) {
    return int32(entry + 42) & 0xffffffffL;
  }

  private int nameLength(int position) {
    return int16(position + 28);
  }

  private int int16(int at) {
    return directory[at] & 0xff | (directory[at + 1] & 0xff) << 8;
  }

  private int int32(int at) {
    return int16(at) | int16(at + 2) << 16;
  }
}
