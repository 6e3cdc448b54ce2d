package io.hostshift.config;

/** Where a value of the configuration stands. */
public final class Place {
  private final String origin;
  private final int line;

  private Place(String origin, int line) {
    this.origin = origin;
    this.line = line;
  }

  /**
   * @param origin such as {@code agent argument}
   */
  static Place of(String origin) {
    return new Place(origin, 0);
  }

  /**
   * @param number counted from 1; 0 for the whole of it
   */
  public Place line(int number) {
    return new Place(origin, number);
  }

  String origin() {
    return origin;
  }

  /** Of the file, counted from 1; 0 where there is none. */
  public int line() {
    return line;
  }

  @Override
  public String toString() {
    return line == 0 ? origin : origin + " line " + line;
  }
}
