package io.hostshift.testapp.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The page of a vmclock device as QEMU shows it to a guest: little-endian, a magic number, a
 * sequence count and a disruption marker; no flags and no generation counter. Layout: vmclock-abi.h
 * of Linux.
 */
final class VmClockPage {
  static final int BYTES = 4096;
  static final int MAGIC = 0x4b4c4356;
  private static final int VERSION_AT = 8;
  private static final int COUNTER_ID_AT = 10;
  private static final int SEQ_COUNT_AT = 12;
  private static final int DISRUPTION_MARKER_AT = 16;

  private VmClockPage() {}

  /** The page after so many moves; QEMU's marker begins at 1. */
  static byte[] after(int moves) {
    ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(0, MAGIC).putInt(4, BYTES);
    page.putShort(VERSION_AT, (short) 1);
    page.put(COUNTER_ID_AT, (byte) 0xff);
    page.putInt(SEQ_COUNT_AT, 2 * (moves + 1));
    page.putLong(DISRUPTION_MARKER_AT, moves + 1L);
    return page.array();
  }
}
