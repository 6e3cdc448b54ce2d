package io.hostshift.tune.rules;

import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Supply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A number in a rule: one that is written there, or that stands elsewhere. */
final class RuleNumber {
  private final long written;
  private final Stated stated;

  private RuleNumber(long written, Stated stated) {
    this.written = written;
    this.stated = stated;
  }

  static RuleNumber of(long written) {
    return new RuleNumber(written, null);
  }

  static RuleNumber of(Stated stated) {
    return new RuleNumber(0, stated);
  }

  /** Empty where it stands elsewhere and cannot be had. */
  OptionalLong in(Supply supply) {
    return stated == null ? OptionalLong.of(written) : supply.stated(stated);
  }

  /** Those of a rule that can be had, by name and in their order. */
  static Map<String, Long> all(Map<String, RuleNumber> named, Supply supply) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, RuleNumber> number : named.entrySet()) {
      OptionalLong found = number.getValue().in(supply);
      if (found.isPresent()) {
        numbers.put(number.getKey(), found.getAsLong());
      }
    }
    return numbers;
  }
}
