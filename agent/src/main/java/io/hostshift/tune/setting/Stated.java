package io.hostshift.tune.setting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * A number that a rule does not hold itself but says where it stands: {@code env:NAME}, an
 * environment variable, or {@code file:/path}. That is how the Kubernetes downward API tells a pod
 * what it asked for.
 */
public final class Stated {
  private static final String VARIABLE = "env:";
  private static final String FILE = "file:";

  private static final String PLAIN = "[0-9]{1,12}(\\.[0-9]{1,9})?";
  private static final int THOUSANDTHS = 3;

  private final String key;
  private final String place;
  private final Unit unit;

  private Stated(String key, String place, Unit unit) {
    this.key = key;
    this.place = place;
    this.unit = unit;
  }

  /** Whether a text means such a place, which need not be a right one. */
  public static boolean is(String text) {
    return text.startsWith(VARIABLE) || text.startsWith(FILE);
  }

  /**
   * Understands what {@link #is} such a place.
   *
   * @param key what the number is for, as in the rules
   * @param unit what it counts
   * @return null if no name follows, or none that there can be
   */
  public static Stated parse(String key, String place, Unit unit) {
    Stated stated = new Stated(key, place, unit);
    boolean possible =
        is(place)
            && !stated.name().isEmpty()
            && stated.name().indexOf('\0') < 0
            && (stated.isFile() || stated.name().indexOf('=') < 0);
    return possible ? stated : null;
  }

  /** What the number is for, as in the rules. */
  public String key() {
    return key;
  }

  /** As in the rules, such as {@code env:CPU_REQUEST}. */
  public String place() {
    return place;
  }

  /** Whether it is a file, or else an environment variable. */
  public boolean isFile() {
    return place.startsWith(FILE);
  }

  /** That of the variable, or the path of the file. */
  public String name() {
    return place.substring(place.indexOf(':') + 1);
  }

  /**
   * The number that stands there: of processors and threads a decimal one, or thousandths such as
   * {@code 1500m}, both rounded up; of bytes as {@link Unit#parse} takes it.
   *
   * @param text without white space around it
   * @return empty if that is not accepted
   */
  public OptionalLong number(String text) {
    Long number = unit == Unit.BYTES ? unit.parse(text) : rounded(text);
    return number == null || !unit.accepts(number) ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static Long rounded(String text) {
    boolean thousandths = text.endsWith("m");
    String digits = thousandths ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches(PLAIN)) {
      return null;
    }
    BigDecimal number = new BigDecimal(digits);
    return (thousandths ? number.movePointLeft(THOUSANDTHS) : number)
        .setScale(0, RoundingMode.CEILING)
        .longValue();
  }

  /** What {@link #number} takes, in words. */
  public String accepted() {
    return unit == Unit.BYTES
        ? unit.accepted()
        : "a number such as 2, or thousandths such as 1500m, more than 0 and at most "
            + unit.most();
  }

  @Override
  public String toString() {
    return key + ": " + place;
  }
}
