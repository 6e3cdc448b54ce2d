package io.hostshift.testapp.demo;

/** One identifier that differs, as an event lists it. */
final class Change {
  private final String name;
  private final String scope;
  private final String from;
  private final String to;

  Change(String name, String scope, String from, String to) {
    this.name = name;
    this.scope = scope;
    this.from = from;
    this.to = to;
  }

  static Change of(Fields fields) {
    return new Change(
        fields.text("name"), fields.text("scope"), fields.text("from"), fields.text("to"));
  }

  String name() {
    return name;
  }

  /** Whether it names a physical host. */
  boolean namesHost() {
    return scope.equals("INSTANCE");
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  @Override
  public String toString() {
    return name + "  " + from + " -> " + to;
  }
}
