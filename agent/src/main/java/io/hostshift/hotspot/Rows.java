package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/** Walks one of HotSpot's tables, which ends at a row without a name. */
final class Rows {
  // The longest table has some 850 rows; one that does not end is no such table.
  private static final int MOST = 10_000;

  private final ConstantMemory memory;
  private final String table;
  private final long start;
  private final int stride;
  private final int nameOffset;
  private int index = -1;
  private long nameAddress;

  Rows(ConstantMemory memory, String table, long start, int stride, int nameOffset) {
    this.memory = memory;
    this.table = table;
    this.start = start;
    this.stride = stride;
    this.nameOffset = nameOffset;
  }

  /** Goes to the next row, if there is one. */
  boolean next() throws IOException {
    if (++index == MOST) {
      throw new UnavailableException(table + " does not end");
    }
    nameAddress = memory.readLong(row() + nameOffset);
    return nameAddress != 0;
  }

  /** The row's address. */
  long row() {
    return start + (long) index * stride;
  }

  long nameAddress() {
    return nameAddress;
  }
}
