package io.hostshift.config;

/** Something in the configuration that is not accepted; the agent goes on without it. */
public final class Problem {
  private final Place place;
  private final String reason;

  public Problem(Place place, String reason) {
    this.place = place;
    this.reason = reason;
  }

  public Place place() {
    return place;
  }

  public String reason() {
    return reason;
  }

  /** One line, fit for the log. */
  @Override
  public String toString() {
    return place + ": " + reason;
  }
}
