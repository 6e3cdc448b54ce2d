package io.hostshift.testapp;

/** The command line is wrong; the message says what and what would be right. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
