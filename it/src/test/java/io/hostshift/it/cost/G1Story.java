package io.hostshift.it.cost;

import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.CollectorCell;
import java.util.List;

/**
 * What is played of G1 on one JDK: a load, and the processors of the host that it has left.
 *
 * @param sizedFor the processors that the JVM was started for; {@link #SHRINKS} for both of this
 *     machine, of which one is taken away while it runs
 */
record G1Story(CollectorCell cell, Load load, int sizedFor) {
  /** The share of what a fresh JVM can do, where the rate is fixed. */
  static final double SHARE = 0.6;

  /** In place of a number of processors. */
  static final int SHRINKS = 0;

  private static final int USUAL = 16;
  private static final int LARGE = 64;

  static List<G1Story> of(CollectorCell cell) {
    return List.of(
        new G1Story(cell, Load.DAEMON, USUAL),
        new G1Story(cell, Load.DAEMON, LARGE),
        new G1Story(cell, Load.DAEMON, SHRINKS),
        new G1Story(cell, Load.SERVICE, USUAL),
        new G1Story(cell, Load.RATE, USUAL));
  }

  boolean shrinks() {
    return sizedFor == SHRINKS;
  }

  /** What the retuned one is held against: where it is measured, that which has the agent too. */
  Variant fresh() {
    return variants().contains(Variant.WITH_AGENT) ? Variant.WITH_AGENT : Variant.FRESH;
  }

  /** That which is held against the fresh JVM. Threads that are no daemons need the option. */
  Variant retuned() {
    return load == Load.DAEMON ? Variant.RETUNED : Variant.GANG;
  }

  /**
   * What a retuned JVM works with where the fresh one does so with {@code fresh}: the same, but for
   * one worker, since HotSpot takes no fewer than two of those that it has.
   */
  UsedThreads expected(UsedThreads fresh) {
    return shrinks() ? new UsedThreads("2", fresh.markers()) : fresh;
  }

  /** All that take turns. */
  List<Variant> variants() {
    return load == Load.DAEMON && sizedFor == USUAL
        ? List.of(Variant.UNTOUCHED, retuned(), Variant.MADE, Variant.FRESH, Variant.WITH_AGENT)
        : List.of(Variant.UNTOUCHED, retuned(), Variant.FRESH);
  }

  /**
   * @param rate of a load whose rate is fixed, in orders a second
   */
  PayoffRun run(Variant variant, int rate) {
    return new PayoffRun(cell, load, variant, sizedFor, rate, "gc.concurrent");
  }

  /** By which the rate is found. */
  PayoffRun asFastAsItCan() {
    return new PayoffRun(cell, Load.SERVICE, Variant.FRESH, sizedFor, 0, "gc.concurrent");
  }

  /** Such as <em>JDK 17 G1</em>, or with what is not as usual. */
  @Override
  public String toString() {
    return cell
        + (load == Load.DAEMON ? "" : ", " + load.title)
        + (shrinks() ? ", one of two processors taken away while it ran" : "")
        + (shrinks() || sizedFor == USUAL ? "" : ", " + sizedFor + " processors before");
  }
}
