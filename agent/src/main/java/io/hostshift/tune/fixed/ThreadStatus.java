package io.hostshift.tune.fixed;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the kernel tells of threads, proc(5): one buffer for all, since there may be thousands. */
final class ThreadStatus {
  /** Bytes; such a file has some 1,500. */
  private static final int MOST = 8192;

  private final byte[] bytes = new byte[MOST];

  /**
   * The value of one line of {@code status}.
   *
   * @param thread its folder
   * @param key with the colon
   * @return empty where the thread has ended, or there is no such line
   */
  String value(File thread, String key) {
    int length = read(new File(thread, "status"));
    // No part of it is decoded but the one that is wanted.
    String text = "\n" + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("\n" + key);
    if (start < 0) {
      return "";
    }
    int from = start + key.length();
    int end = text.indexOf('\n', start + 1);
    int to = end < 0 ? length : end - 1;
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).trim();
  }

  private int read(File file) {
    int length = 0;
    try (InputStream in = new FileInputStream(file)) {
      int count = in.read(bytes);
      while (count > 0) {
        length += count;
        count = in.read(bytes, length, MOST - length);
      }
    } catch (IOException e) {
      return 0;
    }
    return length;
  }
}
