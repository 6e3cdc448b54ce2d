package io.hostshift.ergonomics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fresh JVM chose, as it printed it: one row of a table.
 *
 * @param columns the values by the name of their column
 */
record Oracle(Map<String, String> columns) {
  static List<Oracle> rows(String table) {
    try (InputStream file = Oracle.class.getResourceAsStream("/oracle/" + table)) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      String[] names = lines.get(0).split("\t");
      return lines.stream().skip(1).map(line -> row(names, line.split("\t"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Oracle row(String[] names, String[] values) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i], values[i]);
    }
    return new Oracle(columns);
  }

  String collector() {
    return columns.get("collector");
  }

  int jdk() {
    return number("jdk");
  }

  int processors() {
    return number("P");
  }

  boolean is(String flag) {
    return columns.get(flag).equals("true");
  }

  int number(String column) {
    return Integer.parseInt(columns.get(column));
  }
}
