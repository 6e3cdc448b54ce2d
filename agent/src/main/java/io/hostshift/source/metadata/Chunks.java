package io.hostshift.source.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A body that comes in chunks, each with its length before it; RFC 9112, section 7.1. */
final class Chunks {
  private final byte[] bytes;
  private int at;

  private Chunks(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param ended whether nothing more will come
   * @return null if more has to come
   */
  static byte[] join(byte[] bytes, boolean ended) throws IOException {
    byte[] joined = new Chunks(bytes).join();
    if (joined == null && ended) {
      throw new IOException("its answer broke off");
    }
    return joined;
  }

  private byte[] join() throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    while (true) {
      String line = line();
      if (line == null) {
        return null;
      }
      int size = size(line);
      if (size == 0) {
        return joined.toByteArray();
      }
      if (bytes.length - at < size) {
        return null;
      }
      joined.write(bytes, at, size);
      at += size;
      String end = line();
      if (end == null) {
        return null;
      }
      if (!end.isEmpty()) {
        throw new IOException("a chunk of its answer is longer than announced");
      }
    }
  }

  private static int size(String line) throws IOException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).trim();
    if (!digits.matches("[0-9a-fA-F]{1,6}")) {
      throw new IOException("a chunk of its answer has no length");
    }
    return Integer.parseInt(digits, 16);
  }

  /** The next line without its end; null if it has not come yet. */
  private String line() {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        int end = i > at && bytes[i - 1] == '\r' ? i - 1 : i;
        String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        at = i + 1;
        return line;
      }
    }
    return null;
  }
}
