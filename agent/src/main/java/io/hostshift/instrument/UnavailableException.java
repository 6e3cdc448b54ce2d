package io.hostshift.instrument;

/** This JVM does not have, or does not let us have, what was asked for; the message says why. */
public final class UnavailableException extends Exception {
  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
