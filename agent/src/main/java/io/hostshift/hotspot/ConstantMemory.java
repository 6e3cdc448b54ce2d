package io.hostshift.hotspot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that does not change any more, such as HotSpot's tables and names. Pages are kept, since
 * tables are walked and names lie close together, while each read is a system call: use one for a
 * while and let it go.
 */
final class ConstantMemory {
  // Page by page: the next one need not be mapped. Every page size is a multiple of this.
  private static final int PAGE = 4096;
  private static final int SLOTS = 32;
  private static final int MOST_CHARS = 1024;

  private final Bytes memory;
  private final ByteBuffer[] pages = new ByteBuffer[SLOTS];
  private final long[] addresses = new long[SLOTS];

  ConstantMemory(Bytes memory) {
    this.memory = memory;
  }

  long readLong(long address) throws IOException {
    int at = (int) (address & (PAGE - 1));
    if (at <= PAGE - 8) {
      return page(address).getLong(at);
    }
    byte[] word = new byte[8];
    memory.read(address, word, 8);
    return ByteBuffer.wrap(word).order(ByteOrder.nativeOrder()).getLong();
  }

  int readInt(long address) throws IOException {
    int at = (int) (address & (PAGE - 1));
    if (at <= PAGE - 4) {
      return page(address).getInt(at);
    }
    byte[] word = new byte[4];
    memory.read(address, word, 4);
    return ByteBuffer.wrap(word).order(ByteOrder.nativeOrder()).getInt();
  }

  byte readByte(long address) throws IOException {
    return page(address).get((int) (address & (PAGE - 1)));
  }

  /** The ASCII string at the address; fails if it is not one, or longer than any name. */
  String readString(long address) throws IOException {
    StringBuilder text = new StringBuilder(32);
    byte[] page = null;
    for (long at = address; ; at++) {
      int offset = (int) (at & (PAGE - 1));
      page = page == null || offset == 0 ? page(at).array() : page;
      byte next = page[offset];
      if (next == 0) {
        return text.toString();
      }
      if (next < ' ' || text.length() == MOST_CHARS) {
        throw new IOException("no name at 0x" + Long.toHexString(address));
      }
      text.append((char) next);
    }
  }

  /** What {@link String#hashCode} would give for the string at the address; makes no string. */
  int hashString(long address) throws IOException {
    int hash = 0;
    byte[] page = null;
    for (long at = address; at - address < MOST_CHARS; at++) {
      // Without a call for each: there are many names, and nothing is compiled yet at a start.
      int offset = (int) (at & (PAGE - 1));
      page = page == null || offset == 0 ? page(at).array() : page;
      byte next = page[offset];
      if (next == 0) {
        return hash;
      }
      hash = 31 * hash + next;
    }
    throw new IOException("no name at 0x" + Long.toHexString(address));
  }

  private ByteBuffer page(long address) throws IOException {
    long start = address & -PAGE;
    int slot = (int) (start / PAGE) & (SLOTS - 1);
    ByteBuffer page = pages[slot];
    if (page == null || addresses[slot] != start) {
      if (page == null) {
        page = ByteBuffer.wrap(new byte[PAGE]).order(ByteOrder.nativeOrder());
      }
      // Not before it was read: a page that fails must not stand for the one it replaces.
      pages[slot] = null;
      memory.read(start, page.array(), PAGE);
      pages[slot] = page;
      addresses[slot] = start;
    }
    return page;
  }
}
