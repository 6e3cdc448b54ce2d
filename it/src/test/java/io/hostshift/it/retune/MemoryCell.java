package io.hostshift.it.retune;

import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One JDK with one collector, and what can be done there for a heap that is to follow the memory.
 */
record MemoryCell(CollectorCell cell) {
  private static final String CHOSEN = System.getProperty("hostshift.it.memoryCells", ".*");
  private static final Pattern ORDERED =
      Pattern.compile("(Pause Full|\\[Full GC) \\(System\\.gc\\(\\)\\)");

  /** All, or those whose name matches {@code -Dhostshift.it.memoryCells}. */
  static Stream<MemoryCell> chosen() {
    return CollectorCell.all().stream()
        .map(MemoryCell::new)
        .filter(cell -> cell.toString().matches(CHOSEN));
  }

  /**
   * Whether the collector can be had to give memory back: Parallel cannot before 26, nor can ZGC
   * before 13.
   */
  boolean hasLever() {
    return is("Parallel") ? cell.version() >= 26 : !is("ZGC") || cell.version() > 11;
  }

  /**
   * Whether it gives back no more than a part: Parallel leaves the sizes of its young generation to
   * its own policy, and one of the survivor spaces is not in what it says of the heap.
   */
  boolean givesBackAPart() {
    return hasLever() && is("Parallel");
  }

  /** Whether the collector keeps to a size by itself. */
  boolean keepsToASize() {
    return hasLever() && (is("ZGC") || is("Shenandoah"));
  }

  /** The option that says to which size. */
  String softMaximum() {
    return cell.version() == 11 ? "ShenandoahSoftMaxHeapSize" : "SoftMaxHeapSize";
  }

  /** Whether an explicit collection stops the application, which its log shows. */
  boolean stopsToCollect() {
    return !is("ZGC") && !is("Shenandoah");
  }

  private boolean is(String collector) {
    return cell.collector().startsWith(collector);
  }

  Jdk jdk() {
    return Jdk.of(cell.version());
  }

  /** What chooses the collector; ZGC would keep for five minutes what is free. */
  String[] options() {
    List<String> options = new ArrayList<>(List.of(cell.choosing()));
    if (is("ZGC") && hasLever()) {
      options.add("-XX:ZUncommitDelay=5");
    }
    return options.toArray(String[]::new);
  }

  /** The option that has the JVM write a line for each collection into this file. */
  String log(String file) {
    return cell.version() == 8 ? "-Xloggc:" + file : "-Xlog:gc:file=" + file + "::filecount=0";
  }

  /** How many of its lines are of a full collection that somebody has asked for. */
  static long ordered(List<String> log) {
    return log.stream().filter(line -> ORDERED.matcher(line).find()).count();
  }

  @Override
  public String toString() {
    return cell.toString();
  }
}
