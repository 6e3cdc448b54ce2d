package io.hostshift.agent;

/** Something in the configuration that is not accepted; the agent goes on without it. */
final class Problem {
  private final Place place;
  private final String reason;

  Problem(Place place, String reason) {
    this.place = place;
    this.reason = reason;
  }

  Place place() {
    return place;
  }

  String reason() {
    return reason;
  }

  /** One line, fit for the log. */
  @Override
  public String toString() {
    return place + ": " + reason;
  }
}
