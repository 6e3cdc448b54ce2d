package io.hostshift.instrument.pool;

import java.util.Objects;

/** What explains the size of a pool by the number of processors, or why nothing does. Immutable. */
public final class SizeRule {
  private final Formula core;
  private final Formula maximum;
  private final int processors;
  private final String why;

  private SizeRule(Formula core, Formula maximum, int processors, String why) {
    this.core = core;
    this.maximum = maximum;
    this.processors = processors;
    this.why = why;
  }

  /**
   * @param core null if the core size is a number of its own
   * @param maximum null if the maximum is
   * @param processors with which the formulas give the size
   * @param why where the formula was found
   */
  static SizeRule explained(Formula core, Formula maximum, int processors, String why) {
    return new SizeRule(core, maximum, processors, why);
  }

  static SizeRule unexplained(String why) {
    return new SizeRule(null, null, 0, why);
  }

  public boolean explains() {
    return core != null || maximum != null;
  }

  /** Null if the core size stays. */
  public Formula core() {
    return core;
  }

  /** Null if the maximum stays, or there is none. */
  public Formula maximum() {
    return maximum;
  }

  /** The processors that the pool was sized for; 0 if nothing explains it. */
  public int processors() {
    return processors;
  }

  /** Where the formula stands, or why there is none. */
  public String why() {
    return why;
  }

  /** Such as {@code 2P}, {@code core P, maximum 2P}, or {@code unexplained}. */
  @Override
  public String toString() {
    if (!explains()) {
      return "unexplained";
    }
    if (core == null) {
      return "maximum " + maximum;
    }
    return maximum == null || Objects.equals(core.toString(), maximum.toString())
        ? core.toString()
        : "core " + core + ", maximum " + maximum;
  }
}
