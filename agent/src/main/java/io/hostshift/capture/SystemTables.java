package io.hostshift.capture;

import java.io.ByteArrayOutputStream;

/**
 * Keeps those structures of the firmware's tables (SMBIOS) that say what the firmware and the
 * system are, types 0 and 1. Others hold serial numbers of parts, and texts for anybody, which may
 * be secret.
 */
final class SystemTables {
  private static final int HEADER = 4;

  private SystemTables() {}

  static byte[] of(byte[] table) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int at = 0;
    while (at + HEADER <= table.length) {
      int next = at + Math.max(HEADER, table[at + 1] & 0xff);
      while (next + 1 < table.length && (table[next] != 0 || table[next + 1] != 0)) {
        next++;
      }
      next = Math.min(table.length, next + 2);
      if (table[at] == 0 || table[at] == 1) {
        kept.write(table, at, next - at);
      }
      at = next;
    }
    return kept.toByteArray();
  }
}
