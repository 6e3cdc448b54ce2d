package io.hostshift.source.hypervisor;

import io.hostshift.source.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of a Hyper-V key-value pool.
 *
 * <p>Format: Linux, tools/hv/hv_kvp_daemon.c and include/uapi/linux/hyperv.h: records of 2560 bytes
 * without a header, a key of 512 and a value of 2048 bytes, both UTF-8 and padded with NULs.
 */
final class KvpPool {
  static final int RECORD = 2560;
  private static final int KEY = 512;
  private static final int VALUE = RECORD - KEY;

  private KvpPool() {}

  /**
   * In the pool's order; of a key that occurs twice the first value, values that are not text left
   * out.
   *
   * @throws MalformedException naming the record; also for a pool that is empty or ends within a
   *     record, as it does while the daemon rewrites it
   */
  static Map<String, String> parse(byte[] pool, int length) throws MalformedException {
    if (length == 0) {
      throw new MalformedException("empty: no key has been written into it yet");
    }
    if (length % RECORD != 0) {
      throw new MalformedException(
          length + " bytes are no whole number of records: cut off, or being rewritten");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int at = 0; at < length; at += RECORD) {
      String key = field(pool, at, KEY);
      if (key == null || key.isEmpty()) {
        throw new MalformedException("no key in the record at offset " + at);
      }
      String value = field(pool, at + KEY, VALUE);
      if (value != null) {
        values.putIfAbsent(key, value);
      }
    }
    return values;
  }

  /** Up to its NUL; null if it has none, or is not text. */
  private static String field(byte[] pool, int from, int size) {
    int end = from;
    while (end < from + size && pool[end] != 0) {
      end++;
    }
    if (end == from + size) {
      return null;
    }
    String text = new String(pool, from, end - from, StandardCharsets.UTF_8);
    boolean isText = text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    return isText ? text : null;
  }
}
