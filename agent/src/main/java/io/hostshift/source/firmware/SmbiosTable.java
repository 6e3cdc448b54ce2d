package io.hostshift.source.firmware;

import io.hostshift.source.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The structures of an SMBIOS table, as far as they describe the firmware (type 0) and the system
 * (type 1); and of the OEM strings (type 11) those that are asked for.
 *
 * <p>Format: DMTF DSP0134, System Management BIOS Reference Specification: a header of type, length
 * and handle, the formatted area, then strings that end with a NUL each and with one more after the
 * last. The UUID's first three fields are little-endian, as since version 2.6.
 */
final class SmbiosTable {
  /** What the names of OEM strings begin with. */
  static final String OEM = "oem.";

  private static final int HEADER = 4;
  private static final int BIOS = 0;
  private static final int SYSTEM = 1;
  private static final int OEM_STRINGS = 11;
  private static final int END = 127;
  private static final int UUID_AT = 8;
  private static final int UUID_BYTES = 16;

  private final byte[] bytes;
  private final int length;
  private final Set<String> oem;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private boolean system;

  private SmbiosTable(byte[] bytes, int length, Set<String> oem) {
    this.bytes = bytes;
    this.length = length;
    this.oem = oem;
  }

  /** As {@link #parse(byte[], int, Set)}, without any OEM string. */
  static Map<String, String> parse(byte[] bytes, int length) throws MalformedException {
    return parse(bytes, length, Collections.<String>emptySet());
  }

  /**
   * What is whole of a table that was cut off behind the system's structure.
   *
   * @param oem the names of the OEM strings that are asked for
   * @return texts by the kernel's names for them, such as {@code product_uuid}; without those that
   *     are not set
   * @throws MalformedException if there is no whole structure of the system, naming the offset
   */
  static Map<String, String> parse(byte[] bytes, int length, Set<String> oem)
      throws MalformedException {
    SmbiosTable table = new SmbiosTable(bytes, length, oem);
    int at = 0;
    while (at + HEADER <= length && (bytes[at] & 0xff) != END) {
      int formatted = bytes[at + 1] & 0xff;
      if (formatted < HEADER) {
        throw new MalformedException("a structure of " + formatted + " bytes at offset " + at);
      }
      int next = table.endOfStrings(at + formatted);
      if (next < 0) {
        break;
      }
      table.read(at, formatted);
      at = next;
    }
    if (!table.system) {
      throw new MalformedException("no structure of the system up to offset " + at);
    }
    return Collections.unmodifiableMap(table.texts);
  }

  /** -1 if they are cut off. */
  private int endOfStrings(int from) {
    for (int at = from; at + 1 < length; at++) {
      if (bytes[at] == 0 && bytes[at + 1] == 0) {
        return at + 2;
      }
    }
    return -1;
  }

  private void read(int at, int formatted) {
    int type = bytes[at] & 0xff;
    if (type == BIOS) {
      put("bios_vendor", string(at, formatted, 4));
      put("bios_version", string(at, formatted, 5));
      put("bios_date", string(at, formatted, 8));
    } else if (type == SYSTEM && !system) {
      system = true;
      put("sys_vendor", string(at, formatted, 4));
      put("product_name", string(at, formatted, 5));
      put("product_version", string(at, formatted, 6));
      put("product_serial", string(at, formatted, 7));
      if (formatted >= UUID_AT + UUID_BYTES) {
        put("product_uuid", uuid(at + UUID_AT));
      }
    } else if (type == OEM_STRINGS && formatted > HEADER) {
      for (int number = 1; number <= (bytes[at + HEADER] & 0xff); number++) {
        readOem(text(at + formatted, number));
      }
    }
  }

  private void readOem(String string) {
    int equals = string.indexOf('=');
    if (equals > 0 && oem.contains(string.substring(0, equals))) {
      put(OEM + string.substring(0, equals), string.substring(equals + 1).trim());
    }
  }

  private void put(String name, String text) {
    if (!text.isEmpty()) {
      texts.putIfAbsent(name, text);
    }
  }

  /** The string whose number stands in the field; empty if there is none, or if it is no text. */
  private String string(int at, int formatted, int field) {
    if (field >= formatted) {
      return "";
    }
    return text(at + formatted, bytes[at + field] & 0xff);
  }

  /** The string of that number of those that begin there. */
  private String text(int first, int number) {
    int from = first;
    for (int i = 1; i <= number; i++) {
      int end = from;
      while (bytes[end] != 0) {
        end++;
      }
      if (end == from) {
        return "";
      }
      if (i == number) {
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8).trim();
        boolean isText = text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
        return isText ? text : "";
      }
      from = end + 1;
    }
    return "";
  }

  /** Empty if it is all zeros or all ones, which the standard reserves for "not set". */
  private String uuid(int at) {
    ByteBuffer little = ByteBuffer.wrap(bytes, at, UUID_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer big = ByteBuffer.wrap(bytes, at, UUID_BYTES).order(ByteOrder.BIG_ENDIAN);
    long high = big.getLong(at);
    long low = big.getLong(at + 8);
    if ((high == 0 && low == 0) || (high == -1 && low == -1)) {
      return "";
    }
    return String.format(
        "%08x-%04x-%04x-%04x-%012x",
        little.getInt(at),
        little.getShort(at + 4),
        little.getShort(at + 6),
        low >>> 48,
        low & 0xffffffffffffL);
  }
}
