package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;

/**
 * What was found in memory is not what the JVM says of itself: what belongs to it is left alone
 * from then on.
 */
public final class DisbelievedException extends UnavailableException {
  private static final long serialVersionUID = 1;

  public DisbelievedException(String reason) {
    super(reason);
  }
}
