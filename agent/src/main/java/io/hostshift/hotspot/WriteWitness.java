package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;

/** Learns of each write into the JVM's memory before it is made, and may forbid it. */
public interface WriteWitness {
  /** One that lets all be written and remembers nothing. */
  WriteWitness NONE = write -> {};

  /**
   * Called before each store.
   *
   * @throws UnavailableException if it may not be made, with the reason
   */
  void before(NamedWrite write) throws UnavailableException;
}
