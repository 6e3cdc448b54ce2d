package io.hostshift.source;

/**
 * One place that identifiers are read from.
 *
 * <p>An implementation is a pure parser, tested from captured bytes, and a reader with limits. It
 * keeps the raw bytes of its last read, so that a poll in which nothing changed parses and
 * allocates next to nothing. It is called by one thread at a time.
 */
public interface Source {
  /** As in configuration, and the first part of its identifiers' names. */
  String name();

  /**
   * Whether a read may wait for a device, a child process or a server. Such a source is read on a
   * thread of its own, and the others do not wait for it.
   */
  boolean blocking();

  /**
   * Reads now.
   *
   * @param last what the previous call returned, null at the first; returned again, the same
   *     instance, if nothing changed
   * @return never null; whatever goes wrong is a reading that says so
   */
  Reading read(Reading last);
}
