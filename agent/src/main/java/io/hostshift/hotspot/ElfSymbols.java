package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that a 64-bit ELF library exports (System V ABI, "Object Files"). Of the file only
 * the header, the section headers and the dynamic symbols with their names are read: some 30 kB of
 * a libjvm of 20 MB and more.
 */
final class ElfSymbols {
  private static final int HEADER_SIZE = 64;
  private static final int SECTION_SIZE = 64;
  private static final int SYMBOL_SIZE = 24;
  private static final int TYPE_DYNSYM = 11;
  private static final int TYPE_STRTAB = 3;
  private static final int SYMBOL_OBJECT = 1;
  // A libjvm has some 35 sections and 600 exported symbols; what is far beyond is no libjvm.
  private static final int MOST_SECTIONS = 1024;
  private static final int MOST_BYTES = 16 << 20;

  private final Bytes file;
  private final long size;
  private final Map<String, Long> addresses = new HashMap<>();
  private Architecture architecture;
  private ByteOrder order;
  private byte[] names;
  private long namesAddress;

  private ElfSymbols(Bytes file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Reads the symbols whose names begin with {@code prefix}.
   *
   * @param size of the file in bytes
   * @throws MalformedElfException if this is no such library
   */
  static ElfSymbols read(Bytes file, long size, String prefix) throws IOException {
    ElfSymbols symbols = new ElfSymbols(file, size);
    symbols.readFile(prefix);
    return symbols;
  }

  /** The symbol's address relative to the load base, or null if it is not exported. */
  Long address(String name) {
    return addresses.get(name);
  }

  /** Of the library's code. */
  Architecture architecture() {
    return architecture;
  }

  /**
   * Whether the library is loaded at this address: the symbols' names, which the loader maps as
   * they are, stand there. A file that was replaced, or a wrong base, shows here and not as a wild
   * read.
   */
  boolean loadedAt(long base, Bytes memory) throws IOException {
    byte[] loaded = new byte[names.length];
    memory.read(base + namesAddress, loaded, loaded.length);
    return Arrays.equals(names, loaded);
  }

  private void readFile(String prefix) throws IOException {
    ByteBuffer header = header();
    long table = header.getLong(0x28);
    int count = header.getShort(0x3c) & 0xffff;
    if ((header.getShort(0x3a) & 0xffff) != SECTION_SIZE) {
      throw new MalformedElfException(0x3a, "section headers of an unknown size");
    }
    if (count == 0 || count > MOST_SECTIONS) {
      throw new MalformedElfException(0x3c, count + " sections");
    }
    ByteBuffer sections = range(0x28, table, count * (long) SECTION_SIZE);
    for (int at = 0; at < sections.capacity(); at += SECTION_SIZE) {
      if (sections.getInt(at + 4) == TYPE_DYNSYM) {
        readSymbols(sections, table, at, prefix);
        return;
      }
    }
    throw new MalformedElfException(table, "no section of dynamic symbols");
  }

  private ByteBuffer header() throws IOException {
    if (size < HEADER_SIZE) {
      throw new MalformedElfException(0, "shorter than an ELF header");
    }
    byte[] bytes = new byte[HEADER_SIZE];
    file.read(0, bytes, bytes.length);
    if (bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L' || bytes[3] != 'F') {
      throw new MalformedElfException(0, "not an ELF file");
    }
    if (bytes[4] != 2) {
      throw new MalformedElfException(4, "not a 64-bit ELF file");
    }
    if (bytes[5] != 1 && bytes[5] != 2) {
      throw new MalformedElfException(5, "unknown byte order " + bytes[5]);
    }
    architecture = Architecture.of(bytes);
    order = bytes[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return ByteBuffer.wrap(bytes).order(order);
  }

  private void readSymbols(ByteBuffer sections, long table, int at, String prefix)
      throws IOException {
    ByteBuffer symbols =
        range(table + at + 0x18, sections.getLong(at + 0x18), sections.getLong(at + 0x20));
    long link = (sections.getInt(at + 0x28) & 0xffffffffL) * SECTION_SIZE;
    if (link >= sections.capacity() || sections.getInt((int) link + 4) != TYPE_STRTAB) {
      throw new MalformedElfException(table + at + 0x28, "the symbols have no names");
    }
    int strings = (int) link;
    names =
        range(
                table + strings + 0x18,
                sections.getLong(strings + 0x18),
                sections.getLong(strings + 0x20))
            .array();
    namesAddress = sections.getLong(strings + 0x10);
    for (int symbol = 0; symbol + SYMBOL_SIZE <= symbols.capacity(); symbol += SYMBOL_SIZE) {
      int name = symbols.getInt(symbol);
      boolean defined = symbols.getShort(symbol + 6) != 0;
      if (defined && (symbols.get(symbol + 4) & 0xf) == SYMBOL_OBJECT && begins(name, prefix)) {
        addresses.put(name(name), symbols.getLong(symbol + 8));
      }
    }
  }

  private boolean begins(int at, String prefix) {
    if (at < 0 || at > names.length - prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (names[at + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("deprecation") // Symbols are ASCII, and this constructor needs no decoder.
  private String name(int at) {
    int end = at;
    while (end < names.length && names[end] != 0) {
      end++;
    }
    return new String(names, 0, at, end - at);
  }

  private ByteBuffer range(long statedAt, long offset, long length) throws IOException {
    if (length <= 0 || length > MOST_BYTES || offset < HEADER_SIZE || offset > size - length) {
      throw new MalformedElfException(
          statedAt, length + " bytes at 0x" + Long.toHexString(offset) + " of " + size);
    }
    byte[] bytes = new byte[(int) length];
    file.read(offset, bytes, bytes.length);
    return ByteBuffer.wrap(bytes).order(order);
  }
}
