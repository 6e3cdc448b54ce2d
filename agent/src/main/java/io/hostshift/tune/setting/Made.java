package io.hostshift.tune.setting;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of making a setting, or some that belong together: those that can be moved, why the
 * others cannot, and which choices were not followed.
 */
public final class Made {
  private final List<Setting> settings = new ArrayList<>();
  private final List<Status> left = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  /** A setting that can be moved, or of which at least the number is known. */
  public static Made of(Setting setting) {
    return new Made().add(setting);
  }

  /** A setting that stays as it is. */
  public static Made left(SettingType type, String reason) {
    return new Made().leave(type, reason);
  }

  /** Besides, a setting that can be moved, or of which at least the number is known. */
  public Made add(Setting setting) {
    settings.add(setting);
    return this;
  }

  /** Besides, a setting that stays as it is. */
  public Made leave(SettingType type, String reason) {
    left.add(Status.left(type, reason));
    return this;
  }

  /**
   * Besides, a lever that was picked and is not used; the usual one is.
   *
   * @param line what is not used, and why
   */
  public Made refuse(String line) {
    refusals.add(line);
    return this;
  }

  public List<Setting> settings() {
    return settings;
  }

  public List<Status> left() {
    return left;
  }

  public List<String> refusals() {
    return refusals;
  }
}
