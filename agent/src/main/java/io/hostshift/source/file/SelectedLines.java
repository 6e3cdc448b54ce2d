package io.hostshift.source.file;

import io.hostshift.source.PrintableValue;
import java.util.Arrays;

/**
 * A few lines of a kernel file whose other lines change at each read. Whether they still say the
 * same is found out in place, without making strings of them.
 */
public final class SelectedLines {
  private final byte[][] keys;
  private final byte[][] values;

  /**
   * @param keys what the lines begin with
   */
  public SelectedLines(String... keys) {
    this.keys = new byte[keys.length][];
    this.values = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      this.keys[i] = KernelLines.key(keys[i]);
    }
  }

  /** Whether one of them differs from the last time; a line that is cut off is not there. */
  public boolean refresh(byte[] bytes, int length) {
    boolean changed = false;
    for (int i = 0; i < keys.length; i++) {
      int from = KernelLines.after(keys[i], bytes, length);
      int to = from < 0 ? 0 : KernelLines.endOfLine(bytes, from, length);
      if (from < 0 || to == length) {
        changed |= values[i] != null;
        values[i] = null;
      } else if (!same(values[i], bytes, from, to)) {
        changed = true;
        values[i] = Arrays.copyOfRange(bytes, from, to);
      }
    }
    return changed;
  }

  private static boolean same(byte[] value, byte[] bytes, int from, int to) {
    if (value == null || value.length != to - from) {
      return false;
    }
    for (int i = 0; i < value.length; i++) {
      if (value[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Without white space around it, empty if that line is not there or is no text. */
  public String text(int key) {
    if (values[key] == null) {
      return "";
    }
    String text = PrintableValue.text(values[key], values[key].length);
    return text == null ? "" : text;
  }
}
