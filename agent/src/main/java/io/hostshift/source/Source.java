package io.hostshift.source;

/**
 * One place that identifiers are read from.
 *
 * <p>An implementation is a pure parser, tested from captured bytes, and a reader with limits. It
 * keeps the raw bytes of its last read, so that a poll in which nothing changed parses and
 * allocates next to nothing. It is called by one thread at a time.
 */
public interface Source {
  /** What is known of it without a read; a constant of its class. */
  Traits traits();

  /** As in configuration, and the first part of its identifiers' names. */
  default String name() {
    return traits().name();
  }

  /**
   * Whether a read may wait for a device, a child process or a server. Such a source is read on a
   * thread of its own, and the others do not wait for it.
   */
  default boolean blocking() {
    return false;
  }

  /**
   * Reads now.
   *
   * @param last what the previous call returned, null at the first; returned again, the same
   *     instance, if nothing changed
   * @return never null; whatever goes wrong is a reading that says so
   */
  Reading read(Reading last);

  /**
   * On a live machine every n-th read looks, as long as nothing changes, and those between give the
   * last reading again. What is not there is looked for seldom, because what a hypervisor offers is
   * there from the boot on.
   *
   * @param last what the last look has shown
   * @return n, at least 1
   */
  default int readsPerLook(Reading last) {
    return last.state() == ReadState.ABSENT ? 64 : 1;
  }

  /**
   * Whether the last read saw the beginning of something, and only how that goes on tells what it
   * is: it is then read again soon, as one that differs is. For about a second at most.
   */
  default boolean undecided() {
    return false;
  }

  /**
   * Of a blocking source: when it is read again in the ordinary course of things, in nanoseconds
   * from the end of the last read; 0 for at once.
   *
   * @param intervalNanos between two polls
   */
  default long restNanos(long intervalNanos) {
    return intervalNanos;
  }

  /**
   * Of a blocking source: when it may be read again at the earliest if something hints at a change,
   * in nanoseconds from the end of the last read. A server has limits, and a child process costs.
   */
  default long leastRestNanos() {
    return 0;
  }

  /** Ends a read that only waits for news; from any thread. It then reads at once. */
  default void hurry() {}

  /** Gives back what the system gave: memory, open files. It is not read any more. */
  default void close() {}
}
