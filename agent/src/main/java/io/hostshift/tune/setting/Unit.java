package io.hostshift.tune.setting;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the numbers of a setting count. */
public enum Unit {
  PROCESSORS("processors", Unit.MOST_THREADS),
  THREADS("threads", Unit.MOST_THREADS),
  BYTES("bytes", Long.MAX_VALUE),
  /** It is no number. */
  NONE("none", 0);

  /** HotSpot's own limits are far higher; no guest has more processors than this. */
  private static final int MOST_THREADS = 65_536;

  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final String SUFFIXES = "kmgt";
  private static final int STEP = 1024;

  private final String name;
  private final long most;

  Unit(String name, long most) {
    this.name = name;
    this.most = most;
  }

  /**
   * The unit that was shown by its name.
   *
   * @return {@link #NONE} also for a name of another version
   */
  public static Unit named(String name) {
    for (Unit unit : values()) {
      if (unit.name.equals(name)) {
        return unit;
      }
    }
    return NONE;
  }

  /** The most that a person may ask for, such as in a rule; the least is 1. */
  public long most() {
    return most;
  }

  /** Whether a number of it may be more than an {@code int} holds. */
  public boolean large() {
    return most > Integer.MAX_VALUE;
  }

  /** Whether a person may ask for so much. */
  public boolean accepts(long number) {
    return number >= 1 && number <= most;
  }

  /**
   * What a person wrote as text: for bytes a size as the JVM's own options take it, such as {@code
   * 512m} or {@code 6g}.
   *
   * @return null if it is not accepted
   */
  public Long parse(String text) {
    if (this != BYTES || !text.matches("[0-9]{1,18}[kmgtKMGT]?")) {
      return null;
    }
    int power = SUFFIXES.indexOf(Character.toLowerCase(text.charAt(text.length() - 1))) + 1;
    String digits = power == 0 ? text : text.substring(0, text.length() - 1);
    try {
      long number = Math.multiplyExact(Long.parseLong(digits), 1L << 10 * power);
      return accepts(number) ? number : null;
    } catch (ArithmeticException tooMuch) {
      return null;
    }
  }

  /** What {@link #accepts} and {@link #parse} take, in words. */
  public String accepted() {
    return this == BYTES ? "a number of bytes from 1, or a size such as 512m" : "a number from 1";
  }

  /**
   * A number for people: bytes in the largest unit that fits, such as {@code 1.5 GiB}.
   *
   * @param number null where it is not known
   */
  public String text(Long number) {
    if (number == null) {
      return "unknown";
    }
    return this == BYTES ? size(number) : number.toString();
  }

  private static String size(long bytes) {
    BigDecimal step = BigDecimal.valueOf(STEP);
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (rounded(size).abs().compareTo(step) >= 0 && unit < SIZES.length - 1) {
      size = size.divide(step);
      unit++;
    }
    return rounded(size).stripTrailingZeros().toPlainString() + " " + SIZES[unit];
  }

  private static BigDecimal rounded(BigDecimal size) {
    return size.setScale(2, RoundingMode.HALF_UP);
  }

  /** As in JSON, JMX and JFR. */
  @Override
  public String toString() {
    return name;
  }
}
