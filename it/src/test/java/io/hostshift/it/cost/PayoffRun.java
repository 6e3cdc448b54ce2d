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
 * @param setting whose threads are reported with it
 */
record PayoffRun(CollectorCell cell, Load load, Variant variant, String setting) {
  PayoffRun(CollectorCell cell, Load load, Variant variant) {
    this(cell, load, variant, cell.setting());
  }

  /** What the application does. */
  enum Load {
    DAEMON("4 daemon threads"),
    SERVICE("testapp, 16 non-daemon pool threads");

    final String title;

    Load(String title) {
      this.title = title;
    }
  }

  /** How the JVM was started and tuned. All but the last were sized for 16 processors. */
  enum Variant {
    UNTOUCHED("not retuned", "headroom=true,settings=processors"),
    RETUNED("retuned", "headroom=true"),
    GANG("retuned, gang", "headroom=true,settings=gc.parallel:gang"),
    FRESH("fresh JVM", null);

    final String title;
    final String agent;

    Variant(String title, String agent) {
      this.title = title;
      this.agent = agent;
    }
  }

  /**
   * What came of it.
   *
   * @param perSecond operations, or requests
   * @param perCpuSecond the same for each second of processor time that the JVM was given
   * @param p99Millis of the pauses; 0 where there was none
   * @param pauses how many there were
   * @param workers of gc.parallel or gc.concurrent as the agent reported them; empty without one
   */
  record Result(
      PayoffRun run,
      double perSecond,
      double perCpuSecond,
      double p99Millis,
      int pauses,
      String workers) {}

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
