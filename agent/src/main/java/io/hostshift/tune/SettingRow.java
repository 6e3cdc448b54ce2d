package io.hostshift.tune;

import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.ThisJvm;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A row of the list of settings: one, or some that are made together, and how. */
final class SettingRow {
  private final Function<ThisJvm, Made> maker;
  private final List<SettingType> types;

  /**
   * @param maker makes those of the types, or says why they stay
   */
  SettingRow(Function<ThisJvm, Made> maker, SettingType... types) {
    this.maker = maker;
    this.types = Collections.unmodifiableList(Arrays.asList(types.clone()));
  }

  List<SettingType> types() {
    return types;
  }

  Made make(ThisJvm jvm) {
    return maker.apply(jvm);
  }
}
