package io.hostshift.hotspot;

import java.io.IOException;

/** The set of workers of a JVM, as the levers need it. */
public interface Gang {
  /** Why their number waits, where not all of them are {@link #made}. */
  String NOT_MADE = "HotSpot has not made all workers as yet";

  /**
   * Whether HotSpot has made all of them, which it does as collections ask for more: until then
   * their number cannot be limited.
   */
  boolean made();

  /** The most workers that a pause takes now. */
  int limit();

  /**
   * Lets a pause take at most so many workers.
   *
   * @param workers from 1 to the number at start
   * @throws IOException if it was not written, with the reason
   */
  void limitTo(int workers) throws IOException;
}
