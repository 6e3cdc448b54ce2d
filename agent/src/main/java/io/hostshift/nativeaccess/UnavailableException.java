package io.hostshift.nativeaccess;

/** Native code cannot be called in this process; the message is a reason that goes to people. */
public final class UnavailableException extends Exception {
  public UnavailableException(String reason) {
    super(reason);
  }

  public UnavailableException(String reason, Throwable cause) {
    super(reason + ": " + cause, cause);
  }
}
