package io.hostshift.it.retune;

import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Jdk;
import java.util.List;

/** What the stress has the agent write: flags, or one of the structures that are no flags. */
enum StressKind {
  FLAGS("", "", 1000, Jdk.MATRIX),
  /** The experimental lever: the workers' own number. */
  GANG("gang", "settings=gc.parallel+gc.parallel:gang,", 3000, List.of(17, 21, 25, 26, 27)),
  /** The most of G1's markers; what is counted are cycles of marking. */
  MARKERS("markers", "settings=gc.concurrent,", 3000, Jdk.from(11).toList());

  private final String write;
  private final String arguments;
  private final int collections;
  private final List<Integer> versions;

  StressKind(String write, String arguments, int collections, List<Integer> versions) {
    this.write = write;
    this.arguments = arguments;
    this.collections = collections;
    this.versions = versions;
  }

  /** What the table calls it; empty for flags, which it calls by their names. */
  String write() {
    return write;
  }

  /** Whether a row of the table is of this kind. */
  boolean isOf(String named) {
    return this == FLAGS
        ? !named.equals(GANG.write) && !named.equals(MARKERS.write)
        : named.equals(write);
  }

  /** The agent's arguments that limit it to these. */
  String arguments() {
    return arguments;
  }

  /** How many collections it takes. */
  long collections() {
    String given = System.getProperty("hostshift.it.stressCollections");
    return given == null ? collections : Long.parseLong(given);
  }

  /** Whether it is written there. */
  boolean concerns(CollectorCell cell) {
    return versions.contains(cell.version()) && (this == FLAGS || cell.collector().equals("G1"));
  }
}
