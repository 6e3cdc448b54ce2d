package io.hostshift.instrument.pool;

/** Pools as the inventory would have seen them. */
public final class SamplePools {
  private SamplePools() {}

  /** Created by {@code com.acme.Service}, with this multiple of the processors. */
  public static SeenPool multiple(Object pool, int core, int maximum, int processors, int factor) {
    Formula formula =
        Formula.of(Formula.Operation.MULTIPLY, Formula.PROCESSORS, Formula.constant(factor));
    return new SeenPool(
        pool,
        "com.acme.Service",
        12,
        core,
        maximum,
        processors,
        SizeRule.explained(formula, core == maximum ? formula : null, processors, "computed"));
  }

  /** Created by {@code com.acme.Service}, with a maximum alone that is the processors. */
  public static SeenPool maximumOnly(Object pool, int core, int processors) {
    return new SeenPool(
        pool,
        "com.acme.Service",
        12,
        core,
        processors,
        processors,
        SizeRule.explained(null, Formula.PROCESSORS, processors, "computed"));
  }

  /** Created by {@code com.acme.Constant}, with a size that nothing explains. */
  public static SeenPool unexplained(Object pool, int core, int maximum) {
    return new SeenPool(
        pool, "com.acme.Constant", 3, core, maximum, 4, SizeRule.unexplained("no reason"));
  }
}
