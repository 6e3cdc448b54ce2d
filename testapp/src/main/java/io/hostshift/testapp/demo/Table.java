package io.hostshift.testapp.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns: the first and the two last ones begin left, numbers between them end
 * right. The last column is broken into lines where it is too long.
 */
final class Table {
  private static final String GAP = "  ";
  private final int width;
  private final List<String[]> rows = new ArrayList<>();

  Table(int width) {
    this.width = width;
  }

  Table row(String... cells) {
    if (!rows.isEmpty() && cells.length != rows.get(0).length) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(cells);
    return this;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int[] widths = widths();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length - 1; i++) {
        boolean left = i == 0 || i >= row.length - 2;
        line.append(padded(row[i], widths[i], left)).append(GAP);
      }
      int indent = line.length();
      for (String part : Text.wrap(row[row.length - 1], Math.max(10, width - indent))) {
        lines.add(trimmed(line.append(part)));
        line = new StringBuilder(Text.spaces(indent));
      }
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return widths;
  }

  private static String padded(String cell, int width, boolean left) {
    String fill = Text.spaces(width - cell.length());
    return left ? cell + fill : fill + cell;
  }

  private static String trimmed(StringBuilder line) {
    return line.toString().replaceAll(" +$", "");
  }
}
