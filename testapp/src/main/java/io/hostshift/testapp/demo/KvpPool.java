package io.hostshift.testapp.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A pool of Hyper-V's key-value exchange, as hv_kvp_daemon writes it: records of a key of 512 and a
 * value of 2048 bytes, filled up with zeros, one after the other.
 */
final class KvpPool {
  static final int KEY_BYTES = 512;
  static final int VALUE_BYTES = 2048;
  static final int RECORD_BYTES = KEY_BYTES + VALUE_BYTES;

  private KvpPool() {}

  static byte[] of(Map<String, String> entries) {
    byte[] pool = new byte[entries.size() * RECORD_BYTES];
    int at = 0;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      put(pool, at, KEY_BYTES, entry.getKey());
      put(pool, at + KEY_BYTES, VALUE_BYTES, entry.getValue());
      at += RECORD_BYTES;
    }
    return pool;
  }

  private static void put(byte[] pool, int at, int room, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= room) {
      throw new IllegalArgumentException("longer than " + (room - 1) + " bytes: " + text);
    }
    System.arraycopy(bytes, 0, pool, at, bytes.length);
  }
}
