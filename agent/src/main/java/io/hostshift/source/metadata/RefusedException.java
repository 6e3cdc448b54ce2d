package io.hostshift.source.metadata;

import java.io.IOException;

/** The service answered, but not with what it was asked for. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final long restNanos;

  RefusedException(int status, long restNanos, String message) {
    super(message);
    this.status = status;
    this.restNanos = restNanos;
  }

  public int status() {
    return status;
  }

  /** How long the service asks to be left alone, in nanoseconds; 0 if it does not say. */
  public long restNanos() {
    return restNanos;
  }
}
