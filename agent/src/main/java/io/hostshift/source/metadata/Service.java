package io.hostshift.source.metadata;

import java.io.IOException;

/** What one cloud's metadata service is asked for, and what its answers mean. */
interface Service {
  /** As a source, and the first part of its identifiers' names. */
  String name();

  /** Asks for everything, by requests that are answered at once. */
  Found ask(Http http) throws IOException;

  /**
   * Waits until the service has news, or for its longest wait.
   *
   * @return false, at once, if there is nothing to wait for
   */
  boolean await(Http http) throws IOException;
}
