package io.hostshift.instrument.pool;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a class computes from the number of processors. */
final class ClassFormulas {
  static final ClassFormulas NONE =
      new ClassFormulas(
          Collections.<FoundFormula>emptyList(), Collections.<String, Formula>emptyMap());

  /** Where its methods use what they have computed, or have got from a field or a method. */
  final List<FoundFormula> used;

  /**
   * Of its integer fields by name, and of its methods without parameters by {@code ()} and name.
   */
  final Map<String, Formula> known;

  ClassFormulas(List<FoundFormula> used, Map<String, Formula> known) {
    this.used = used;
    this.known = known;
  }
}
