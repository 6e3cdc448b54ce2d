package io.hostshift.hotspot;

/**
 * This JVM's memory cannot be read or written, for the reason in the message: plain words that
 * reach the operator as they are.
 */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  public UnavailableException(String reason) {
    super(reason);
  }

  public UnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
