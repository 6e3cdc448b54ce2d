package io.hostshift.source.capacity;

import io.hostshift.source.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The kernel's lists of processors, such as {@code 0-3,8,10-11}.
 *
 * <p>Format: Linux, Documentation/admin-guide/cputopology.rst ("cpulist").
 */
public final class CpuList {
  /** Linux supports at most 8192; more is garbage, and would cost memory. */
  private static final int MOST = 1 << 16;

  private CpuList() {}

  /** Never empty: a machine, and a process, have at least one processor. */
  public static BitSet parse(byte[] bytes, int from, int to) throws MalformedException {
    String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII).trim();
    BitSet set = new BitSet();
    for (String range : text.split(",", -1)) {
      int dash = range.indexOf('-');
      int first = number(dash < 0 ? range : range.substring(0, dash), text);
      int last = dash < 0 ? first : number(range.substring(dash + 1), text);
      if (last < first) {
        throw new MalformedException("no list of processors: \"" + text + "\"");
      }
      set.set(first, last + 1);
    }
    return set;
  }

  private static int number(String digits, String text) throws MalformedException {
    try {
      int number = Integer.parseInt(digits);
      if (number >= 0 && number < MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("no list of processors: \"" + text + "\"");
    }
    throw new MalformedException("no processor has the number " + digits);
  }
}
