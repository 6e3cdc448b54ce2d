package io.hostshift.config;

import java.util.Collections;
import java.util.List;

/** Something in the configuration that is not accepted; the agent goes on without it. */
public final class Problem {
  private final Place place;
  private final String reason;
  private final List<FileProblem> causes;

  Problem(Place place, String reason) {
    this(place, reason, Collections.<FileProblem>emptyList());
  }

  /**
   * @param causes what is wrong in another file that the value names
   */
  Problem(Place place, String reason, List<FileProblem> causes) {
    this.place = place;
    this.reason = reason;
    this.causes = causes;
  }

  Place place() {
    return place;
  }

  String reason() {
    return reason;
  }

  List<FileProblem> causes() {
    return causes;
  }

  /** One line, fit for the log. */
  @Override
  public String toString() {
    return place + ": " + reason;
  }
}
