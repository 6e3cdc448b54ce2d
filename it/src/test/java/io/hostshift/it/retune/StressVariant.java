package io.hostshift.it.retune;

import io.hostshift.it.run.CollectorCell;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cell of the stress has switched on besides its collector. Eight combinations, in which any
 * two of the five switches meet in each of their four ways, are dealt out to the cells in turn.
 *
 * @param heap its sizes
 * @param preTouch the heap's pages are touched before use
 * @param humongous the load makes objects of more than a region
 * @param recording a flight recording runs
 * @param deduplication equal strings are made one, where the collector can
 * @param many 16 processors at the start instead of 8, and so more than 8 workers
 */
record StressVariant(
    List<String> heap,
    boolean preTouch,
    boolean humongous,
    boolean recording,
    boolean deduplication,
    boolean many) {
  private static final int SWITCHES = 3;
  private static final List<String> SMALL =
      List.of("-Xms128m", "-Xmx128m", "-Xmn12m", "-XX:+ExplicitGCInvokesConcurrent");

  static StressVariant of(CollectorCell cell, StressKind kind) {
    int turn = CollectorCell.all().indexOf(cell) % (1 << SWITCHES);
    boolean first = (turn & 1) != 0;
    boolean second = (turn & 2) != 0;
    boolean third = (turn & 4) != 0;
    // The last two are sums of others, which keeps any two of the five independent.
    StressVariant variant =
        new StressVariant(heap(cell), first, second, third, first != second, first != third);
    return switch (kind) {
      // The experimental lever is refused where pages are touched before use.
      case GANG -> new StressVariant(heap(cell), false, second, third, first, true);
      // With three markers, and a cycle of marking for each collection that is asked for.
      case MARKERS -> new StressVariant(SMALL, first, second, third, first != second, true);
      case FLAGS -> variant.on(cell);
    };
  }

  /** The number of processors that the JVM is told at its start. */
  int processors() {
    return many ? 16 : 8;
  }

  String[] options() {
    List<String> options = new ArrayList<>();
    options.add("-XX:ActiveProcessorCount=" + processors());
    options.addAll(heap);
    if (preTouch) {
      options.add("-XX:+AlwaysPreTouch");
    }
    if (recording) {
      options.add("-XX:StartFlightRecording=settings=profile,maxsize=50m");
    }
    if (deduplication) {
      options.add("-XX:+UseStringDeduplication");
    }
    return options.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return String.join(" ", options());
  }

  /**
   * G1 and Parallel choose their workers by the size of the heap: it is large, so that there are
   * some to take away, and its young part small, so that there are many collections. So it is with
   * ZGC's threads, which it has one of in a small heap.
   */
  private static List<String> heap(CollectorCell cell) {
    if (cell.collector().equals("ZGC, generational")) {
      return List.of("-Xms64m", "-Xmx1g");
    }
    if (cell.collector().equals("ZGC, one generation")) {
      // Room for what is allocated while it collects: it is asked to all the time.
      return List.of("-Xms64m", "-Xmx512m");
    }
    if (!List.of("G1", "Parallel").contains(cell.collector())) {
      return List.of("-Xms64m", "-Xmx128m");
    }
    String size = cell.version() <= 11 ? "800m" : "400m";
    List<String> sizes = new ArrayList<>(List.of("-Xms" + size, "-Xmx" + size, "-Xmn12m"));
    if (cell.collector().equals("G1")) {
      // It marks as soon as it may, or nothing would read what was said of the markers.
      sizes.add("-XX:InitiatingHeapOccupancyPercent=1");
    }
    return sizes;
  }

  /** Only G1 has had deduplication from the beginning; the others came to it with 18. */
  private StressVariant on(CollectorCell cell) {
    boolean can =
        cell.version() >= 18
            || cell.collector().equals("G1")
            || cell.collector().startsWith("Shenandoah");
    return new StressVariant(heap, preTouch, humongous, recording, deduplication && can, many);
  }
}
