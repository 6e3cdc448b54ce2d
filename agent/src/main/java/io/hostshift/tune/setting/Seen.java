package io.hostshift.tune.setting;

/** What was seen at work of a setting, such as the workers of the last collection, or why not. */
public final class Seen {
  /** Of a setting that is not seen at work, because its value is all that there is of it. */
  public static final Seen NOTHING = new Seen(null, "");

  private final Long number;
  private final String reason;

  private Seen(Long number, String reason) {
    this.number = number;
    this.reason = reason;
  }

  public static Seen of(long number) {
    return new Seen(number, "");
  }

  /**
   * @param reason why it cannot be seen, or has not been as yet
   */
  public static Seen not(String reason) {
    return new Seen(null, reason);
  }

  /** In the setting's unit; null if it was not seen. */
  public Long number() {
    return number;
  }

  /** Why it was not seen; empty if it was, or there is nothing to be seen. */
  public String reason() {
    return reason;
  }
}
