package io.hostshift.tune.setting;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What is known of a setting before there is one: what it is called, and what may be asked of it.
 */
public final class SettingType {
  private final String name;
  private final Unit unit;
  private final boolean number;
  private final List<String> choices;

  private SettingType(String name, Unit unit, boolean number, List<String> choices) {
    this.name = name;
    this.unit = unit;
    this.number = number;
    this.choices = choices;
  }

  /** One that a rule may give a number, by its name. */
  public static SettingType number(String name, Unit unit) {
    return new SettingType(name, unit, true, Collections.<String>emptyList());
  }

  /** One that a rule cannot give one number, since it is none, or several. */
  public static SettingType other(String name, Unit unit) {
    return new SettingType(name, unit, false, Collections.<String>emptyList());
  }

  /** The same with levers or parts, which {@code settings=NAME:CHOICE} picks. */
  public SettingType choosing(String... all) {
    return new SettingType(
        name, unit, number, Collections.unmodifiableList(Arrays.asList(all.clone())));
  }

  /** As in configuration and rules. */
  public String name() {
    return name;
  }

  public Unit unit() {
    return unit;
  }

  /** Whether a rule may give it a number. */
  public boolean isNumber() {
    return number;
  }

  /** What may be picked of it; empty if nothing. */
  public List<String> choices() {
    return choices;
  }

  @Override
  public String toString() {
    return name;
  }
}
