package io.hostshift.source;

/** How a source stands after its last read. */
public enum ReadState {
  /** Was read; what it shows is in the profile. */
  READABLE,
  /** This machine has no such device, file or service. */
  ABSENT,
  /** It is there, and this process may not read it. */
  DENIED,
  /** It is there, and what it said could not be understood, or it did not answer. */
  FAILED,
  /** Switched off, or never asked because nobody named it. */
  OFF
}
