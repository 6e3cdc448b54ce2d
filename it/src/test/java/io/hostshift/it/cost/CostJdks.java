package io.hostshift.it.cost;

import java.util.stream.Stream;

/** The JDKs that costs are measured on: {@code -Dhostshift.it.costJdks=8+17+25}. */
final class CostJdks {
  private static final String ALL = "17+25+8";

  private CostJdks() {}

  static Stream<Integer> stream() {
    return Stream.of(System.getProperty("hostshift.it.costJdks", ALL).split("\\+"))
        .map(Integer::valueOf);
  }
}
