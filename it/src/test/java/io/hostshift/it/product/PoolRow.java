package io.hostshift.it.product;

import java.util.Map;

/** A row of the agent's list of pools. */
record PoolRow(Map<String, Object> columns) {
  private static final int MANY = 32_768;

  private String text(String column) {
    return String.valueOf(columns.get(column));
  }

  private int number(String column) {
    return (Integer) columns.get(column);
  }

  /** Whether it is the same pool of another start; its threads may not have been there yet. */
  boolean isLike(PoolRow other) {
    String own = withoutNumbers(threads());
    String others = withoutNumbers(other.threads());
    return text("creator").equals(other.text("creator"))
        && text("kind").equals(other.text("kind"))
        && (own.equals(others) || own.isEmpty() || others.isEmpty());
  }

  /** Without what is counted, and without what names one start alone. */
  static String withoutNumbers(String name) {
    return name.replaceAll("\\b[0-9a-f]*[0-9][0-9a-f]*\\b", "#").replaceAll("[0-9]+", "#");
  }

  String threads() {
    return text("threads");
  }

  /** Core and maximum, or the one number of those that have one. */
  String size() {
    boolean one = number("maximum") == number("size") || number("maximum") >= MANY;
    return number("size") + (one ? "" : ".." + number("maximum"));
  }

  /** The threads that count: those that are kept, or where none is, the most. */
  int counted() {
    boolean none = number("size") == 0 && number("maximum") < MANY;
    return none ? number("maximum") : number("size");
  }

  /** Known by its threads alone: such pools have no size to be set. */
  boolean ofLibrary() {
    return text("threads").equals(text("creator"));
  }

  boolean forksAndJoins() {
    return text("kind").equals("ForkJoinPool");
  }

  boolean explained() {
    return !text("rule").equals("unexplained");
  }

  String rule() {
    return text("rule");
  }

  boolean settled() {
    return !text("reason").startsWith("it follows at the next event");
  }

  boolean failed() {
    return text("state").equals("FAILED");
  }

  @Override
  public String toString() {
    return String.join(
        "  ",
        threads(),
        text("creator"),
        text("kind"),
        size(),
        text("rule"),
        text("state"),
        text("reason"));
  }
}
