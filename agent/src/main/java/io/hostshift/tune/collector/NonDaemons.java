package io.hostshift.tune.collector;

/** The threads that are no daemons: a collection may use two workers for each. */
@FunctionalInterface
public interface NonDaemons {
  /** How many there are, the main thread included. */
  int count();

  /** What pools they belong to, for people; empty if that is not known. */
  default String pools() {
    return "";
  }
}
