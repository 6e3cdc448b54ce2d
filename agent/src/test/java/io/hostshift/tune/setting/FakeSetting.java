package io.hostshift.tune.setting;

import java.io.IOException;

/** A number between 1 and a ceiling that follows the processors. */
public final class FakeSetting implements Setting {
  private final SettingType type;
  private final int atStart;
  private int current;
  private IOException failure;
  private String left;
  private int looks;

  public FakeSetting(String name, int atStart) {
    this(SettingType.number(name, Unit.THREADS), atStart);
  }

  public FakeSetting(SettingType type, int atStart) {
    this.type = type;
    this.atStart = atStart;
    this.current = atStart;
  }

  public FakeSetting failing(String reason) {
    failure = reason == null ? null : new IOException(reason);
    return this;
  }

  public FakeSetting left(String reason) {
    left = reason;
    return this;
  }

  /** Without having been moved. */
  public void drift(int number) {
    current = number;
  }

  public int current() {
    return current;
  }

  public int looks() {
    return looks;
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public Status plan(Target target) {
    Status status =
        Status.of(type, atStart, current, "fake", SettingState.APPLIED, "")
            .aimingAt(target.processors())
            .between(1, atStart);
    return left == null ? status : status.as(SettingState.LEFT, left);
  }

  @Override
  public void move(Target target) throws IOException {
    check();
    current = target.processors();
  }

  @Override
  public void restore() throws IOException {
    check();
    current = atStart;
  }

  @Override
  public void lookAgain() throws IOException {
    looks++;
    check();
  }

  private void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
