package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/** Writes flags: only proven writes, only where the flag was verified, and read back afterwards. */
final class FlagWriter {
  private final ProcessMemory memory;
  private final MemoryMap map;
  private final InternalUnsafe unsafe;
  private final String noUnsafe;
  private Collector collector = Collector.UNKNOWN;
  private int version;

  /**
   * @param unsafe null if there is none
   * @param noUnsafe why there is none
   */
  FlagWriter(ProcessMemory memory, MemoryMap map, InternalUnsafe unsafe, String noUnsafe) {
    this.memory = memory;
    this.map = map;
    this.unsafe = unsafe;
    this.noUnsafe = noUnsafe;
  }

  /** Says what JVM this is, which is itself read from flags: until then nothing is written. */
  synchronized void provenFor(Collector collector, int version) {
    this.collector = collector;
    this.version = version;
  }

  synchronized String refusal(VmFlag flag, boolean origin) {
    ProvenWrite proven = ProvenWrite.find(flag.name(), origin, collector, version);
    if (proven == null) {
      return "writing "
          + (origin ? "the origin of " : "")
          + flag.name()
          + " is not proven to be safe with "
          + collector
          + " on Java "
          + version;
    }
    if (flag.startOrigin().explicit() && !proven.mayBeCeiling()) {
      return Origin.EXPLICIT;
    }
    return unsafe == null ? noUnsafe : null;
  }

  synchronized void write(VmFlag flag, FlagRow row, long value) throws UnavailableException {
    ProvenWrite proven = proven(flag, false);
    if (!flag.type().integral() || !proven.permits(value, flag.startValue())) {
      throw new UnavailableException(
          flag.name() + " may be " + range(proven, flag) + ", not " + value);
    }
    verify(flag, row, row.valueAddress(), flag.width());
    if (flag.value() == value) {
      return;
    }
    if (flag.width() == 8) {
      unsafe.putLong(row.valueAddress(), value);
    } else {
      unsafe.putInt(row.valueAddress(), (int) value);
    }
    if (flag.value() != value) {
      throw new UnavailableException(
          flag.name() + " is " + flag.value() + " after " + value + " was written");
    }
  }

  synchronized void writeOrigin(VmFlag flag, FlagRow row, Origin origin)
      throws UnavailableException {
    if (!proven(flag, true).permits(origin, flag.startOrigin())) {
      throw new UnavailableException(
          "the origin of " + flag.name() + " was " + flag.startOrigin() + ", not to be " + origin);
    }
    verify(flag, row, row.originAddress(), 4);
    try {
      int flags = memory.readInt(row.originAddress());
      int changed = (flags & ~Origin.MASK) | origin.ordinal();
      // Compared, since the JVM itself may set other bits of this word at a jinfo.
      if (flags != changed && !unsafe.compareAndSetInt(row.originAddress(), flags, changed)) {
        throw new UnavailableException("the origin of " + flag.name() + " was changed just now");
      }
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException(flag.name() + ": " + e.getMessage(), e);
    }
    if (flag.origin() != origin) {
      throw new UnavailableException(
          "the origin of " + flag.name() + " is " + flag.origin() + " after writing " + origin);
    }
  }

  private ProvenWrite proven(VmFlag flag, boolean origin) throws UnavailableException {
    String refusal = refusal(flag, origin);
    if (refusal != null) {
      throw new UnavailableException(refusal);
    }
    return ProvenWrite.find(flag.name(), origin, collector, version);
  }

  private static String range(ProvenWrite proven, VmFlag flag) {
    // 0 is refused to all of them.
    String least = proven.least() < 0 ? proven.least() + " or 1" : Long.toString(proven.least());
    return least + " to " + proven.most(flag.startValue());
  }

  private void verify(VmFlag flag, FlagRow row, long address, int width)
      throws UnavailableException {
    if (!map.writable(address, width) || address % width != 0) {
      throw new UnavailableException(flag.name() + " does not lie in libjvm's variables");
    }
    boolean holds;
    try {
      holds = row.holds(flag, memory);
    } catch (IOException e) {
      throw new UnavailableException(flag.name() + ": " + e.getMessage(), e);
    }
    if (!holds) {
      throw new UnavailableException(flag.name() + " is no longer where it was found");
    }
  }
}
