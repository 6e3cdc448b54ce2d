package io.hostshift.source;

/** What was read is not in the format that it should be in; the message says what and where. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedException(String message) {
    super(message);
  }
}
