package io.hostshift.hotspot;

import java.io.IOException;

/** Where one flag lies: its row in the table, its value and its origin. */
final class FlagRow {
  private final FlagTable table;
  private final int row;
  private final long valueAddress;
  private final long originAddress;

  FlagRow(FlagTable table, int row, long valueAddress, long originAddress) {
    this.table = table;
    this.row = row;
    this.valueAddress = valueAddress;
    this.originAddress = originAddress;
  }

  long valueAddress() {
    return valueAddress;
  }

  /** The address of an int whose low four bits are the origin. */
  long originAddress() {
    return originAddress;
  }

  /** Whether the row still says what it said: this flag, this type, this address. */
  boolean holds(VmFlag flag, ProcessMemory memory) throws IOException {
    ConstantMemory now = new ConstantMemory(memory);
    return now.readString(table.nameAddress(now, row)).equals(flag.name())
        && FlagTypes.of(table, now, row) == flag.type()
        && table.valueAddress(now, row) == valueAddress;
  }
}
