package io.hostshift.host;

/** One identifier, or the processor count, that differs between two profiles. */
public final class Change {
  /** The name under which a change of capacity is listed; it is no identifier and has no scope. */
  public static final String PROCESSORS = "capacity.processors";

  /** The name under which a change of the memory limit is listed, in bytes. */
  public static final String MEMORY_LIMIT = "capacity.memoryLimitBytes";

  private final String name;
  private final Scope scope;
  private final String from;
  private final String to;

  /**
   * @param scope null for a change of capacity
   */
  public Change(String name, Scope scope, String from, String to) {
    this.name = name;
    this.scope = scope;
    this.from = from;
    this.to = to;
  }

  public String name() {
    return name;
  }

  /** Null for a change of capacity. */
  public Scope scope() {
    return scope;
  }

  public String from() {
    return from;
  }

  public String to() {
    return to;
  }

  @Override
  public String toString() {
    return name + " " + from + " -> " + to;
  }
}
