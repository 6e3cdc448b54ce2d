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

  /** The same for the same pool of another start. */
  String key() {
    return withoutNumbers(text("threads")) + " | " + text("creator") + " | " + text("kind");
  }

  static String withoutNumbers(String name) {
    return name.replaceAll("[0-9]+", "#");
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
    return String.join("  ", key(), size(), text("rule"), text("state"), text("reason"));
  }
}
