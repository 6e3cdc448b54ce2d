package io.hostshift.base;

import java.io.IOException;

/**
 * Something is not to be had from this JVM or this system: its memory, a native call, a hook, a
 * lever. The message is the reason, in plain words that reach the operator as they are.
 *
 * <p>It counts as input or output that failed, so that who asks for either has one thing to catch.
 * Who puts words of its own before a failed read lets this pass first: its words stand alone.
 */
public class UnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  public UnavailableException(String reason) {
    super(reason);
  }

  public UnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
