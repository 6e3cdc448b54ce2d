package io.hostshift.testapp.demo;

/** A row of the agent's settings. Numbers are kept as the agent spells them. */
final class Setting {
  private final String name;
  private final String atStart;
  private final String current;
  private final String target;
  private final String floor;
  private final String ceiling;
  private final String state;
  private final String reason;

  private Setting(Fields fields) {
    name = fields.text("name");
    atStart = fields.text("atStart");
    current = fields.text("current");
    target = fields.text("target");
    floor = fields.text("floor");
    ceiling = fields.text("ceiling");
    state = fields.text("state");
    reason = fields.text("reason");
  }

  static Setting of(Fields fields) {
    return new Setting(fields);
  }

  String name() {
    return name;
  }

  String atStart() {
    return shown(atStart);
  }

  String current() {
    return shown(current);
  }

  String target() {
    return shown(target);
  }

  String floor() {
    return shown(floor);
  }

  String ceiling() {
    return shown(ceiling);
  }

  String state() {
    return state;
  }

  String reason() {
    return reason;
  }

  /** Whether the lever moved it, as far as the lever goes. */
  boolean moved() {
    return state.equals("APPLIED") || state.equals("FLOOR") || state.equals("CEILING");
  }

  private static String shown(String value) {
    return value.isEmpty() || value.equals("0") || value.equals("-1") ? "-" : value;
  }
}
