package io.hostshift.tune.setting;

/**
 * One setting: where it began, where it is, where it should be, and why it is not there.
 *
 * <p>A number is null where this JVM has none, such as the ceiling of a thing without one.
 */
public final class Status {
  private final String name;
  private final Integer atStart;
  private final Integer current;
  private final Integer target;
  private final Integer floor;
  private final Integer ceiling;
  private final String lever;
  private final State state;
  private final String reason;

  private Status(
      String name,
      Integer atStart,
      Integer current,
      Integer target,
      Integer floor,
      Integer ceiling,
      String lever,
      State state,
      String reason) {
    this.name = name;
    this.atStart = atStart;
    this.current = current;
    this.target = target;
    this.floor = floor;
    this.ceiling = ceiling;
    this.lever = lever;
    this.state = state;
    this.reason = reason;
  }

  /** A setting of which nothing is known but why it stays as it is. */
  public static Status left(String name, String reason) {
    return new Status(name, null, null, null, null, null, "", State.LEFT, reason);
  }

  public static Status of(
      String name, Integer atStart, Integer current, String lever, State state, String reason) {
    return new Status(name, atStart, current, null, null, null, lever, state, reason);
  }

  public Status aimingAt(Integer newTarget) {
    return new Status(name, atStart, current, newTarget, floor, ceiling, lever, state, reason);
  }

  public Status between(Integer newFloor, Integer newCeiling) {
    return new Status(name, atStart, current, target, newFloor, newCeiling, lever, state, reason);
  }

  public Status as(State newState, String newReason) {
    return new Status(name, atStart, current, target, floor, ceiling, lever, newState, newReason);
  }

  public String name() {
    return name;
  }

  /** Its value when the JVM had started, before any retuning. */
  public Integer atStart() {
    return atStart;
  }

  public Integer current() {
    return current;
  }

  /** What a JVM started here would choose, or what a rule names. */
  public Integer target() {
    return target;
  }

  public Integer floor() {
    return floor;
  }

  public Integer ceiling() {
    return ceiling;
  }

  /** By what mechanism it is moved; empty if by none. */
  public String lever() {
    return lever;
  }

  public State state() {
    return state;
  }

  public String reason() {
    return reason;
  }
}
