package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * What a row's type means. Up to 11 a row names its type. From 17 on it is a number that HotSpot
 * publishes nowhere: the order found in 17 to 27 is believed only if flags whose types are known
 * bear it out, since a width taken wrong would write over the neighbour of a flag.
 */
final class FlagTypes {
  private static final FlagType[] BY_NUMBER = {
    FlagType.BOOL,
    FlagType.INT,
    FlagType.UINT,
    FlagType.INTX,
    FlagType.UINTX,
    FlagType.UINT64,
    FlagType.SIZE,
    FlagType.DOUBLE,
    FlagType.CCSTR,
    FlagType.CCSTRLIST
  };

  private static final Object[][] KNOWN = {
    {"UseSerialGC", FlagType.BOOL},
    {"UsePerfData", FlagType.BOOL},
    {"ActiveProcessorCount", FlagType.INT},
    {"ParallelGCThreads", FlagType.UINT},
    {"ConcGCThreads", FlagType.UINT},
    {"MinHeapFreeRatio", FlagType.UINTX},
    {"MaxHeapSize", FlagType.SIZE},
    {"HeapSizePerGCThread", FlagType.SIZE},
    {"MaxRAMPercentage", FlagType.DOUBLE},
    {"ErrorFile", FlagType.CCSTR},
    {"OnError", FlagType.CCSTRLIST},
  };

  private FlagTypes() {}

  static FlagType of(FlagTable table, ConstantMemory memory, int row) throws IOException {
    long type = table.type(memory, row);
    if (table.typesByName()) {
      return FlagType.named(memory.readString(type));
    }
    return type >= 0 && type < BY_NUMBER.length ? BY_NUMBER[(int) type] : FlagType.UNKNOWN;
  }

  /** Refuses where a flag that each version has is not there, or not of its type. */
  static void check(VmFlags flags, boolean byName) throws UnavailableException {
    if (byName) {
      return;
    }
    for (Object[] known : KNOWN) {
      VmFlag flag = flags.find((String) known[0]);
      if (flag == null || flag.type() != known[1]) {
        throw new UnavailableException(
            "HotSpot's numbers for the types of flags are not the known ones: "
                + known[0]
                + (flag == null ? " is missing" : " seems to be of type " + flag.type()));
      }
    }
  }
}
