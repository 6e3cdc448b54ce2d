package io.hostshift.it.retune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was stressed, and with which result: a file of rows, one for each kind of write, collector
 * and build of Java, to which each run appends. What has a clean row there is not run again on the
 * same kind of processor.
 */
public final class StressTable {
  private static final List<String> COLUMNS =
      List.of(
          "write",
          "collector",
          "version",
          "result",
          "collections",
          "writes",
          "start",
          "end",
          "jvm",
          "options",
          "architecture");

  private final Path file;

  StressTable(Path file) {
    this.file = file;
  }

  /** The table of the project, or the one that {@code hostshift.it.stressTable} names. */
  public static StressTable kept() {
    return new StressTable(
        Path.of(
            System.getProperty("hostshift.it.stressTable", "../docs/results/retune-stress.tsv")));
  }

  /** Whether all writes to flags of this JVM were clean for so many collections. */
  public boolean isClean(String architecture, String collector, String jvm, long collections) {
    return isClean(architecture, collector, jvm, StressKind.FLAGS, collections);
  }

  /** Whether all writes to this JVM's collector were clean for so many collections. */
  boolean isClean(
      String architecture, String collector, String jvm, StressKind kind, long collections) {
    Set<String> clean =
        rows().stream()
            .filter(row -> row.get("architecture").equals(architecture))
            .filter(row -> row.get("collector").equals(collector) && row.get("jvm").equals(jvm))
            .filter(row -> row.get("result").equals("clean"))
            .filter(row -> Long.parseLong(row.get("collections")) >= collections)
            .map(row -> row.get("write"))
            .filter(kind::isOf)
            .collect(Collectors.toSet());
    return !clean.isEmpty()
        && (kind != StressKind.FLAGS || clean.containsAll(StressedWrites.threads(collector)));
  }

  /** One row more. */
  public synchronized void add(Map<String, Object> row) {
    String line =
        COLUMNS.stream()
            .map(column -> String.valueOf(row.getOrDefault(column, "")))
            .collect(Collectors.joining("\t"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        Files.writeString(file, String.join("\t", COLUMNS) + "\n");
      }
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Map<String, String>> rows() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      String[] columns = lines.get(0).split("\t", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], cells[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
