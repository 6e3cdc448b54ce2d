package io.hostshift.source.processor;

import io.hostshift.source.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel tells each program at its start, /proc/self/auxv.
 *
 * <p>Format: getauxval(3) and Linux, include/uapi/linux/auxvec.h: pairs of type and value, each as
 * wide as a pointer (here 64 bits, in this processor's order), up to a type of 0.
 */
final class AuxVector {
  /** What the processor can do, AT_HWCAP. */
  static final long HWCAP = 16;

  private static final int ENTRY = 16;

  private AuxVector() {}

  /**
   * The value of the first entry of that type.
   *
   * @throws MalformedException if there is none
   */
  static long value(byte[] bytes, int length, ByteOrder order, long type)
      throws MalformedException {
    ByteBuffer entries = ByteBuffer.wrap(bytes, 0, length).order(order);
    for (int at = 0; at + ENTRY <= length; at += ENTRY) {
      long found = entries.getLong(at);
      if (found == type) {
        return entries.getLong(at + 8);
      }
      if (found == 0) {
        break;
      }
    }
    throw new MalformedException("no entry of type " + type);
  }
}
