package io.hostshift.attach;

import java.io.File;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts in the file that a HotSpot keeps for tools, {@code /tmp/hsperfdata_USER/PID}.
 *
 * <p>Format: HotSpot, share/runtime/perfMemory.hpp: a header, then entries with their length, name,
 * type and data; in the byte order of the machine, which the header names.
 */
final class PerfData {
  /** Bytes that a file of the usual size has many times; more is something else. */
  private static final long MOST_BYTES = 8 << 20;

  private static final int MAGIC = 0xcafec0c0;
  private static final int ENTRIES_OFFSET = 24;
  private static final int ENTRY_HEADER = 20;

  private final Map<String, String> texts;

  private PerfData(Map<String, String> texts) {
    this.texts = texts;
  }

  /** What the file holds; nothing if it cannot be read or is another format. */
  static PerfData read(File file) {
    try {
      if (file.length() > 0 && file.length() <= MOST_BYTES) {
        return parse(Files.readAllBytes(file.toPath()));
      }
    } catch (IOException e) {
      // Another user's, or gone since: the JVM is then asked itself.
    }
    return new PerfData(Collections.<String, String>emptyMap());
  }

  static PerfData parse(byte[] bytes) {
    Map<String, String> texts = new HashMap<>();
    try {
      ByteBuffer data = ByteBuffer.wrap(bytes);
      if (data.getInt(0) == MAGIC) {
        data.order(data.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        entries(data, texts);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // Cut, or being written: what was found until here is true.
    }
    return new PerfData(texts);
  }

  private static void entries(ByteBuffer data, Map<String, String> texts) {
    int at = data.getInt(ENTRIES_OFFSET);
    int entries = data.getInt(ENTRIES_OFFSET + 4);
    for (int i = 0; i < entries; i++) {
      int length = data.getInt(at);
      if (length < ENTRY_HEADER) {
        return;
      }
      int vector = data.getInt(at + 8);
      if (vector > 0 && data.get(at + 12) == 'B') {
        texts.put(
            text(data, at + data.getInt(at + 4), at + length),
            text(data, at + data.getInt(at + 16), at + length));
      }
      at += length;
    }
  }

  /** Up to the zero byte that ends it. */
  private static String text(ByteBuffer data, int from, int limit) {
    int to = from;
    while (to < limit && data.get(to) != 0) {
      to++;
    }
    return new String(data.array(), from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  /** Null if it is not there. */
  String text(String name) {
    return texts.get(name);
  }
}
