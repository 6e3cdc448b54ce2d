package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes flags: only proven writes, only where the flag was verified and the JVM itself says the
 * same of it, and read back afterwards, by us and by the JVM.
 */
final class FlagWriter {
  private final ProcessMemory memory;
  private final MemoryMap map;
  private final MemoryPen pen;
  private final String noPen;
  private final FlagWord word;
  private final Map<String, String> doubts = new HashMap<>();
  private List<VmFlag> witnesses = Collections.emptyList();
  private Architecture architecture = Architecture.OTHER;
  private Collector collector = Collector.UNKNOWN;
  private int version;

  /**
   * @param pen null if there is none
   * @param noPen why there is none
   * @param word what the JVM itself says
   */
  FlagWriter(ProcessMemory memory, MemoryMap map, MemoryPen pen, String noPen, FlagWord word) {
    this.memory = memory;
    this.map = map;
    this.pen = pen;
    this.noPen = noPen;
    this.word = word;
  }

  /**
   * Says what JVM this is, which is itself read from flags: until then nothing is written.
   *
   * @param plain flags of each version that the JVM always lists: they answer for those that it
   *     does not list, such as ZGC's diagnostic ones
   */
  synchronized void provenFor(
      Architecture architecture, Collector collector, int version, List<VmFlag> plain) {
    this.architecture = architecture;
    this.collector = collector;
    this.version = version;
    this.witnesses = plain;
  }

  synchronized String refusal(VmFlag flag, boolean origin) {
    ProvenWrite proven = find(flag, origin);
    if (proven == null) {
      return "writing "
          + (origin ? "the origin of " : "")
          + flag.name()
          + " is not proven to be safe with "
          + collector
          + " on Java "
          + version
          + on(architecture);
    }
    if (flag.startOrigin().explicit() && !proven.mayBeCeiling()) {
      return Origin.EXPLICIT;
    }
    return pen == null ? noPen : null;
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
    believe(flag);
    long before = flag.value();
    put(flag, row, value);
    if (flag.value() != value) {
      throw new UnavailableException(
          flag.name() + " is " + flag.value() + " after " + value + " was written");
    }
    String doubt = doubt(flag);
    if (doubt != null) {
      put(flag, row, before);
      throw disbelieved(flag, doubt);
    }
  }

  private void put(VmFlag flag, FlagRow row, long value) throws UnavailableException {
    NamedWrite write =
        new NamedWrite(flag.name(), Long.toString(value), value == flag.startValue());
    if (flag.width() == 8) {
      pen.putLong(write, row.valueAddress(), value);
    } else {
      pen.putInt(write, row.valueAddress(), (int) value);
    }
  }

  /** Refuses what is not as the JVM itself says, from then on. */
  synchronized void believe(VmFlag flag) throws DisbelievedException {
    String doubt = doubts.get(flag.name());
    if (doubt == null) {
      doubt = doubt(flag);
    }
    if (doubt != null) {
      throw disbelieved(flag, doubt);
    }
  }

  private DisbelievedException disbelieved(VmFlag flag, String doubt) {
    doubts.put(flag.name(), doubt);
    return new DisbelievedException(doubt);
  }

  /** How what is in memory differs from what the JVM says; null if it does not. */
  private String doubt(VmFlag flag) {
    FlagWord.Said said = word.of(flag.name());
    if (said != null) {
      return said.agrees(flag) ? null : differing(flag, said);
    }
    for (VmFlag witness : witnesses) {
      FlagWord.Said saidOfIt = word.of(witness.name());
      if (saidOfIt != null && !saidOfIt.agrees(witness)) {
        return differing(witness, saidOfIt);
      }
    }
    return null;
  }

  private static String differing(VmFlag flag, FlagWord.Said said) {
    return "the JVM itself says that "
        + flag.name()
        + " is "
        + said
        + ", its memory "
        + flag.value()
        + " ("
        + flag.origin()
        + ")";
  }

  synchronized void writeOrigin(VmFlag flag, FlagRow row, Origin origin)
      throws UnavailableException {
    if (!proven(flag, true).permits(origin, flag.startOrigin())) {
      throw new UnavailableException(
          "the origin of " + flag.name() + " was " + flag.startOrigin() + ", not to be " + origin);
    }
    verify(flag, row, row.originAddress(), 4);
    Origin before = flag.origin();
    if (before == origin) {
      return;
    }
    believe(flag);
    putOrigin(flag, row, origin);
    if (flag.origin() != origin) {
      throw new UnavailableException(
          "the origin of " + flag.name() + " is " + flag.origin() + " after writing " + origin);
    }
    String doubt = doubt(flag);
    if (doubt != null) {
      putOrigin(flag, row, before);
      throw disbelieved(flag, doubt);
    }
  }

  private void putOrigin(VmFlag flag, FlagRow row, Origin origin) throws UnavailableException {
    try {
      int flags = memory.readInt(row.originAddress());
      int changed = (flags & ~Origin.MASK) | origin.ordinal();
      // Compared, since the JVM itself may set other bits of this word at a jinfo.
      NamedWrite write =
          new NamedWrite(flag.name() + ".origin", origin.name(), origin == flag.startOrigin());
      if (!pen.compareAndSetInt(write, row.originAddress(), flags, changed)) {
        throw new UnavailableException("the origin of " + flag.name() + " was changed just now");
      }
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException(flag.name() + ": " + e.getMessage(), e);
    }
  }

  private ProvenWrite find(VmFlag flag, boolean origin) {
    return ProvenWrite.find(flag.name(), origin, architecture, collector, version);
  }

  /** Said where it is the processor that may be why. */
  static String on(Architecture architecture) {
    return architecture == Architecture.X86_64 ? "" : " on " + architecture;
  }

  private ProvenWrite proven(VmFlag flag, boolean origin) throws UnavailableException {
    String refusal = refusal(flag, origin);
    if (refusal != null) {
      throw new UnavailableException(refusal);
    }
    return find(flag, origin);
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
