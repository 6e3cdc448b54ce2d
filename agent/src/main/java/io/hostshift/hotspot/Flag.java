package io.hostshift.hotspot;

import java.io.IOException;

/** A VM flag of the running JVM, as the levers need it. */
public interface Flag {
  long value();

  Origin origin();

  /**
   * Writes a value and reads it back.
   *
   * @throws IOException if it was not written, with the reason
   */
  void write(long value) throws IOException;

  /**
   * Writes the origin and reads it back.
   *
   * @throws IOException if it was not written, with the reason
   */
  void writeOrigin(Origin origin) throws IOException;
}
