package io.hostshift.attach;

import java.io.IOException;

/** A JVM cannot be reached; the message says why, and what to do about it, in one line. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1;

  public UnreachableException(String message) {
    super(message);
  }

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
