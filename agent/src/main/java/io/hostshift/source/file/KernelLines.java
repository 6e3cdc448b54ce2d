package io.hostshift.source.file;

import java.nio.charset.StandardCharsets;

/**
 * Text of /proc, searched in place: it is long, and changes at each read in lines that nobody asked
 * for, so that making strings of it would cost kilobytes a poll.
 */
public final class KernelLines {
  private KernelLines() {}

  /** A line's beginning as bytes, to search for. */
  public static byte[] key(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The offset behind the key in the first line that begins with it, -1 if there is none. */
  public static int after(byte[] key, byte[] bytes, int length) {
    return after(key, bytes, 0, length);
  }

  /** As above, from an offset on that must be the beginning of a line. */
  public static int after(byte[] key, byte[] bytes, int from, int length) {
    int line = from;
    while (line < length) {
      if (startsWith(key, bytes, line, length)) {
        return line + key.length;
      }
      line = endOfLine(bytes, line, length) + 1;
    }
    return -1;
  }

  /** The offset of the line's end, or of the text's. */
  public static int endOfLine(byte[] bytes, int from, int length) {
    int end = from;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The first number of the line; -1 if there is none, or if it is cut off by the text's end. */
  public static long number(byte[] bytes, int from, int length) {
    int at = from;
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    long number = -1;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
      number = Math.max(number, 0) * 10 + (bytes[at] - '0');
      at++;
    }
    return at < length ? number : -1;
  }

  private static boolean startsWith(byte[] key, byte[] bytes, int at, int length) {
    if (at + key.length > length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (bytes[at + i] != key[i]) {
        return false;
      }
    }
    return true;
  }
}
