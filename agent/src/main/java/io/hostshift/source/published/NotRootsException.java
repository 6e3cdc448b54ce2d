package io.hostshift.source.published;

/** That a file is not taken for root's; says why. */
final class NotRootsException extends Exception {
  private static final long serialVersionUID = 1L;

  NotRootsException(String reason) {
    super(reason);
  }
}
