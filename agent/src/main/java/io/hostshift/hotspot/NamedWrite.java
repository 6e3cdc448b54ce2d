package io.hostshift.hotspot;

/** A write into the JVM's memory that is about to be made, in words. */
public final class NamedWrite {
  private final String name;
  private final String value;
  private final boolean back;

  /**
   * @param back whether that is what it was at the start
   */
  public NamedWrite(String name, String value, boolean back) {
    this.name = name;
    this.value = value;
    this.back = back;
  }

  /** What is written, such as {@code HeapSizePerGCThread} or {@code ConcGCThreads.origin}. */
  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  /** Whether it puts back what was at the start. */
  public boolean back() {
    return back;
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
