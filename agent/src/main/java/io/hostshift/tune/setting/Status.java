package io.hostshift.tune.setting;

/**
 * One setting: where it began, where it is, where it should be, and why it is not there.
 *
 * <p>Numbers are in the setting's unit. One is null where this JVM has none, such as the ceiling of
 * a thing without one.
 */
public final class Status {
  private final SettingType type;
  private final Long atStart;
  private final Long current;
  private final Long now;
  private final Long target;
  private final Long floor;
  private final Long ceiling;
  private final String lever;
  private final SettingState state;
  private final String reason;
  private final Seen seen;

  private Status(
      SettingType type,
      Long atStart,
      Long current,
      Long now,
      Long target,
      Long floor,
      Long ceiling,
      String lever,
      SettingState state,
      String reason,
      Seen seen) {
    this.type = type;
    this.atStart = atStart;
    this.current = current;
    this.now = now;
    this.target = target;
    this.floor = floor;
    this.ceiling = ceiling;
    this.lever = lever;
    this.state = state;
    this.reason = reason;
    this.seen = seen;
  }

  /** One that another agent has told of; a number is null where it had none. */
  public static Status known(
      SettingType type,
      Long atStart,
      Long current,
      Long now,
      Long target,
      Long floor,
      Long ceiling,
      String lever,
      SettingState state,
      String reason,
      Seen seen) {
    return new Status(
        type, atStart, current, now, target, floor, ceiling, lever, state, reason, seen);
  }

  /** A setting of which nothing is known but why it stays as it is. */
  public static Status left(SettingType type, String reason) {
    return new Status(
        type, null, null, null, null, null, null, "", SettingState.LEFT, reason, Seen.NOTHING);
  }

  /** A setting that has no number, or none as yet. */
  public static Status of(SettingType type, String lever, SettingState state, String reason) {
    return new Status(type, null, null, null, null, null, null, lever, state, reason, Seen.NOTHING);
  }

  public static Status of(
      SettingType type,
      long atStart,
      long current,
      String lever,
      SettingState state,
      String reason) {
    return new Status(
        type, atStart, current, null, null, null, null, lever, state, reason, Seen.NOTHING);
  }

  public Status aimingAt(long newTarget) {
    return new Status(
        type, atStart, current, now, newTarget, floor, ceiling, lever, state, reason, seen);
  }

  public Status between(long newFloor, long newCeiling) {
    return new Status(
        type, atStart, current, now, target, newFloor, newCeiling, lever, state, reason, seen);
  }

  /** Which by the JVM's own rule comes to that at present; see {@link #now}. */
  public Status comingTo(long newNow) {
    return new Status(
        type, atStart, current, newNow, target, floor, ceiling, lever, state, reason, seen);
  }

  /** Without a ceiling. */
  public Status from(long newFloor) {
    return new Status(
        type, atStart, current, now, target, newFloor, null, lever, state, reason, seen);
  }

  public Status as(SettingState newState, String newReason) {
    return new Status(
        type, atStart, current, now, target, floor, ceiling, lever, newState, newReason, seen);
  }

  /** Whether what was read is what it should be; also where there are no numbers to compare. */
  public boolean fits() {
    return current == null || target == null || current.equals(target);
  }

  /**
   * As it may be told after it was moved: {@link SettingState#APPLIED} only where the value that
   * was read back is the target.
   */
  public Status readBack() {
    return state != SettingState.APPLIED || fits()
        ? this
        : as(SettingState.FAILED, also("it is " + current + " after " + target + " was asked for"));
  }

  /** As it may be told before it was moved: what does not fit has yet to follow. */
  public Status beforehand(String why) {
    return state != SettingState.APPLIED || fits() ? this : as(SettingState.LEFT, also(why));
  }

  /** That it could not be moved, beside what its plan has to say. */
  public Status failed(String why) {
    return as(SettingState.FAILED, also(why));
  }

  private String also(String more) {
    return reason.isEmpty() ? more : reason + "; " + more;
  }

  /** Beside its value, what was seen of it at work. */
  public Status seeing(Seen newSeen) {
    return new Status(
        type, atStart, current, now, target, floor, ceiling, lever, state, reason, newSeen);
  }

  public SettingType type() {
    return type;
  }

  public String name() {
    return type.name();
  }

  /** What its numbers count. */
  public Unit unit() {
    return type.unit();
  }

  /** Its value when the JVM had started, before any retuning. */
  public Long atStart() {
    return atStart;
  }

  public Long current() {
    return current;
  }

  /**
   * What it comes to at present by the JVM's own rule, where that may be less than what it is set
   * to: a small heap is collected by fewer workers than may work. Else as {@link #current}.
   */
  public Long now() {
    return now == null ? current : now;
  }

  /** What a JVM started here would choose, or what a rule names. */
  public Long target() {
    return target;
  }

  public Long floor() {
    return floor;
  }

  public Long ceiling() {
    return ceiling;
  }

  /** By what mechanism it is moved; empty if by none. */
  public String lever() {
    return lever;
  }

  public SettingState state() {
    return state;
  }

  public String reason() {
    return reason;
  }

  /** What was seen of it at work, such as the workers that the last collection has used. */
  public Seen seen() {
    return seen;
  }
}
