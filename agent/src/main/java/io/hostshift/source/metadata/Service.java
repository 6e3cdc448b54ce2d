package io.hostshift.source.metadata;

import io.hostshift.host.Identifier;
import java.io.IOException;
import java.util.List;

/** What one cloud's metadata service is asked for, and what its answers mean. */
interface Service {
  /** As a source, and the first part of its identifiers' names. */
  String name();

  /** Asks for everything, by requests that are answered at once. */
  List<Identifier> ask(Http http) throws IOException;

  /**
   * Waits until the service has news, or for its longest wait.
   *
   * @return false, at once, if there is nothing to wait for
   */
  boolean await(Http http) throws IOException;
}
