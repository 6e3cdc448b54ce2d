package io.hostshift.source;

/** What was read is not in the format that it should be in; the message says what and where. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
