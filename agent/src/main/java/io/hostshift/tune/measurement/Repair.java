package io.hostshift.tune.measurement;

import java.io.IOException;

/** One part of {@link Measurement}: something that was measured on the host before. */
public interface Repair {
  /** As in {@code settings=measurement:NAME}. */
  String name();

  /**
   * Makes it begin anew.
   *
   * @return what was done, and what could not be; empty if there was nothing to do
   * @throws IOException if it could not be done, with the reason
   */
  String apply() throws IOException;
}
