package io.hostshift.it.cost;

import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One JVM of the payoff's measurement, on two processors: what it has done in a second, and how
 * long the longest of a hundred pauses was.
 *
 * @param cell the JDK and collector
 * @param load what it has to do
 * @param variant how it was tuned
 * @param sizedFor the processors that it was started for, but for a fresh one; 0 for those that
 *     there are
 * @param rate orders a second, where they are limited
 * @param setting whose threads are reported with it
 */
record PayoffRun(
    CollectorCell cell, Load load, Variant variant, int sizedFor, int rate, String setting) {
  PayoffRun(CollectorCell cell, Load load, Variant variant) {
    this(cell, load, variant, 16, 0, cell.setting());
  }

  /** What the application does. */
  enum Load {
    DAEMON("4 daemon threads"),
    SERVICE("testapp, 16 non-daemon pool threads"),
    /** As the service, but no more orders than a JVM that is started there has time for. */
    RATE("testapp, 16 non-daemon pool threads, at a fixed rate");

    final String title;

    Load(String title) {
      this.title = title;
    }
  }

  /** How the JVM was started and tuned. All but the fresh one were sized for more processors. */
  enum Variant {
    UNTOUCHED("not retuned", "settings=processors"),
    RETUNED("retuned", "mode=retune"),
    GANG("retuned, gang", "settings=gc.parallel:gang"),
    /**
     * What a retuned JVM cannot undo: its workers are made. Of those for the large host two are
     * used, as from 17 on G1 itself takes what the heap, and threads that are no daemons, need.
     */
    MADE(
        "no agent, but 13 workers made and 2 used",
        null,
        "-XX:ConcGCThreads=1",
        "-XX:HeapSizePerGCThread=400m"),
    FRESH("fresh JVM", null),
    /** What a person starts who has the agent: it has nothing to retune, and is there. */
    WITH_AGENT("fresh JVM with the agent", "mode=retune");

    final String title;

    /** What it is told besides of its room; null for no agent. */
    final String agent;

    /** Of the JVM, besides the processors that it was sized for. */
    final String[] options;

    Variant(String title, String agent, String... options) {
      this.title = title;
      this.agent = agent;
      this.options = options;
    }

    /** Whether it is started for the processors that there are. */
    boolean isFresh() {
      return this == FRESH || this == WITH_AGENT;
    }
  }

  /**
   * What came of it.
   *
   * @param perSecond operations, or requests
   * @param perCpuSecond the same for each second of processor time that the JVM was given
   * @param p99Millis of the pauses; 0 where there was none
   * @param pauses how many there were
   * @param p99OrderMicros of the orders of a service; 0 of another load
   * @param workers of gc.parallel or gc.concurrent as the agent reported them; empty without one
   * @param used what the collections of the time have used
   */
  record Result(
      PayoffRun run,
      double perSecond,
      double perCpuSecond,
      double p99Millis,
      int pauses,
      long p99OrderMicros,
      String workers,
      UsedThreads used) {}

  /** The arguments of the agent; null for none. */
  String agent() {
    return variant.agent == null || variant.isFresh() || sizedFor == 0
        ? variant.agent
        : "headroom=true," + variant.agent;
  }

  /** The options of the JVM for the processors that it was started for. */
  String[] sized() {
    return variant.isFresh() || sizedFor == 0
        ? new String[0]
        : new String[] {"-XX:ActiveProcessorCount=" + sizedFor};
  }

  Result measure(Path folder, Duration warmUp, Duration time) throws Exception {
    try (PayoffJvm jvm = PayoffJvm.start(this, folder)) {
      Lapse.of(warmUp, "the load warms up");
      return jvm.measure(time);
    }
  }

  @Override
  public String toString() {
    return cell + ", " + load.title + ", " + variant.title;
  }
}
