package io.hostshift.tune.setting;

/** A setting in bytes that takes half of the memory here, and never more than at the start. */
public final class FakeMemory implements Setting {
  public static final SettingType TYPE = SettingType.number("fakeMemory", Unit.BYTES);

  private static final long LEAST = 1 << 20;

  private final long atStart;
  private long current;

  public FakeMemory(long atStart) {
    this.atStart = atStart;
    this.current = atStart;
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    long wanted = wanted(target);
    Status status =
        Status.of(TYPE, atStart, current, "fake", SettingState.APPLIED, "")
            .aimingAt(wanted)
            .between(LEAST, atStart);
    return wanted > atStart ? status.as(SettingState.CEILING, "started with no more") : status;
  }

  private static long wanted(Target target) {
    return target.of(TYPE, target.memoryBytes() / 2);
  }

  @Override
  public void move(Target target) {
    current = Math.min(wanted(target), atStart);
  }

  @Override
  public void restore() {
    current = atStart;
  }
}
