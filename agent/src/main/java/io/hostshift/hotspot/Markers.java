package io.hostshift.hotspot;

import java.io.IOException;

/** The threads of G1 that mark beside the application, as the levers need them. */
public interface Markers {
  /** Whether G1 has made them: from 27 on it does when it marks for the first time. */
  boolean made();

  /** The most that a cycle of marking takes now; the number at start where none are made. */
  int limit();

  /**
   * Lets a cycle of marking take at most so many, from the next one on.
   *
   * @param markers from 1 to the number at start
   * @throws IOException if it was not written, with the reason
   */
  void limitTo(int markers) throws IOException;
}
