package io.hostshift.fuzz;

/** Reads bytes that others have written, such as the host or another user. */
@FunctionalInterface
public interface Parser {
  /**
   * @throws Exception the error that the parser declares, and nothing else
   */
  void parse(byte[] bytes) throws Exception;
}
