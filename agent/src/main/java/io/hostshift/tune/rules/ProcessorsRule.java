package io.hostshift.tune.rules;

import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many processors the JVM is to reckon with, as a rule says it. */
final class ProcessorsRule {
  /** What the system reports. */
  static final ProcessorsRule OS = new ProcessorsRule(Way.OS, 0, null, null);

  private static final ProcessorsRule ENTITLEMENT =
      new ProcessorsRule(Way.ENTITLEMENT, 0, null, null);
  private static final ProcessorsRule STEAL = new ProcessorsRule(Way.STEAL, 0, null, null);

  private static final long MOST = Unit.PROCESSORS.most();

  /** Of a factor's fraction: x1e-2000000000 would take all memory to reckon with. */
  private static final int MOST_DIGITS = 9;

  private enum Way {
    OS,
    NUMBER,
    FACTOR,
    ENTITLEMENT,
    STEAL,
    STATED
  }

  private final Way kind;
  private final int number;
  private final BigDecimal factor;
  private final Stated stated;

  private ProcessorsRule(Way kind, int number, BigDecimal factor, Stated stated) {
    this.kind = kind;
    this.number = number;
    this.factor = factor;
    this.stated = stated;
  }

  /**
   * Understands {@code os}, {@code entitlement}, {@code steal}, a number from 1, a factor such as
   * {@code x0.5}, and where a number stands.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  static ProcessorsRule parse(String text) {
    try {
      if (text.equals("os")) {
        return OS;
      }
      if (text.equals("entitlement")) {
        return ENTITLEMENT;
      }
      if (text.equals("steal")) {
        return STEAL;
      }
      if (Stated.is(text)) {
        return new ProcessorsRule(Way.STATED, 0, null, stated(text));
      }
      if (text.startsWith("x")) {
        BigDecimal factor = new BigDecimal(text.substring(1));
        if (factor.signum() > 0
            && factor.scale() <= MOST_DIGITS
            && factor.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
          return new ProcessorsRule(Way.FACTOR, 0, factor, null);
        }
      } else {
        int number = Integer.parseInt(text);
        if (Unit.PROCESSORS.accepts(number)) {
          return new ProcessorsRule(Way.NUMBER, number, null, null);
        }
      }
    } catch (NumberFormatException notANumber) {
      // The message below says what is accepted.
    }
    throw new IllegalArgumentException(
        "processors: "
            + text
            + " is not accepted; accepted is os, entitlement, steal, a number from 1, a factor"
            + " such as x0.5, env:NAME, or file:/path");
  }

  private static Stated stated(String text) {
    Stated stated = Stated.parse("processors", text, Unit.PROCESSORS);
    if (stated == null) {
      throw new NumberFormatException(text);
    }
    return stated;
  }

  /** Where its number stands; null where it is no such rule. */
  Stated stated() {
    return stated;
  }

  /** Whether it is what the host really gives, which has to be measured. */
  boolean measuresSteal() {
    return kind == Way.STEAL;
  }

  /** Whether it is what the hypervisor guarantees. */
  boolean asksEntitlement() {
    return kind == Way.ENTITLEMENT;
  }

  /**
   * The number to reckon with: the system's where another way of counting has none to tell.
   *
   * @param system what the system reports, at least 1
   */
  int of(int system, Supply supply) {
    switch (kind) {
      case NUMBER:
        return number;
      case FACTOR:
        return factor
            .multiply(BigDecimal.valueOf(system))
            .setScale(0, RoundingMode.CEILING)
            .max(BigDecimal.ONE)
            .min(BigDecimal.valueOf(MOST))
            .intValue();
      case ENTITLEMENT:
        double entitled = supply.entitlement().orElse(system);
        return (int) Math.max(1, Math.min(system, Math.ceil(entitled)));
      case STEAL:
        return supply.delivered(system).orElse(system);
      case STATED:
        return Math.toIntExact(supply.stated(stated).orElse(system));
      default:
        return system;
    }
  }
}
