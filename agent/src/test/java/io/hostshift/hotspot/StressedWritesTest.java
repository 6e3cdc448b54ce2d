package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may be written into a JVM is what the stress was run on, no more and no less. */
class StressedWritesTest {
  private static final Path TABLE = Path.of("..", "docs", "results", "retune-stress.tsv");
  private static final Path PAGE = Path.of("..", "docs", "safety.md");
  private static final int MANY_COLLECTIONS = 1000;
  private static final int MANY_CYCLES = 3000;
  private static final String GANG = "gang";
  private static final String MARKERS = "markers";
  private static final Set<String> STRUCTURES = Set.of(GANG, MARKERS);
  private static final Map<String, Collector> COLLECTORS =
      Map.of(
          "Serial", Collector.SERIAL,
          "Parallel", Collector.PARALLEL,
          "CMS", Collector.CMS,
          "G1", Collector.G1,
          "Shenandoah", Collector.SHENANDOAH,
          "Shenandoah, generational", Collector.SHENANDOAH_GENERATIONAL,
          "ZGC, one generation", Collector.Z,
          "ZGC, generational", Collector.Z_GENERATIONAL);

  /** A row of the table: what was written, on which processor, collector and version of Java. */
  private record Cell(String write, String architecture, Collector collector, int version)
      implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      return toString().compareTo(other.toString());
    }
  }

  @Test
  void shouldAllowTheFlagsThatWereStressedAndNoOthers() throws IOException {
    Set<Cell> allowed = new TreeSet<>();
    for (ProvenWrite write : ProvenWrite.values()) {
      String name = write.flag() + (write.ofOrigin() ? " origin" : "");
      for (Architecture architecture : Architecture.values()) {
        for (Collector collector : Collector.values()) {
          IntStream.range(0, 100)
              .filter(version -> write.provenOn(architecture, collector, version))
              .mapToObj(version -> new Cell(name, architecture.toString(), collector, version))
              .forEach(allowed::add);
        }
      }
    }
    Set<Cell> stressed = clean();
    stressed.removeIf(cell -> STRUCTURES.contains(cell.write()));
    assertThat(allowed).containsExactlyElementsOf(stressed);
  }

  @Test
  void shouldAllowTheStructuresThatWereStressedAndNoOthers() throws IOException {
    Set<Cell> stressed = clean();
    stressed.removeIf(cell -> !STRUCTURES.contains(cell.write()));
    Set<Cell> allowed = new TreeSet<>();
    for (Architecture architecture : Architecture.values()) {
      String name = architecture.toString();
      IntStream.range(0, 100)
          .filter(version -> GangLayout.of(architecture, version) != null)
          .forEach(version -> allowed.add(new Cell(GANG, name, Collector.G1, version)));
      IntStream.range(0, 100)
          .filter(version -> MarkerLimit.provenOn(architecture, version))
          .forEach(version -> allowed.add(new Cell(MARKERS, name, Collector.G1, version)));
    }
    assertThat(allowed).containsExactlyElementsOf(stressed);
  }

  @Test
  void shouldKnowOfNoCellThatWasNotClean() throws IOException {
    assertThat(rows()).isNotEmpty().allMatch(row -> row[3].equals("clean"));
  }

  @Test
  void shouldSayHowManyCollectionsEachHasSeen() throws IOException {
    Collection<Integer> flags = collections(write -> !STRUCTURES.contains(write));
    int gang = Collections.min(collections(GANG::equals));
    int cycles = Collections.min(collections(MARKERS::equals));
    assertThat(Files.readString(PAGE))
        .contains("at least " + Collections.min(flags) + " collections")
        .contains(
            flags.stream().filter(number -> number >= MANY_COLLECTIONS).count()
                + " of the "
                + flags.size()
                + " have seen 1,000 and more")
        .contains(
            String.format(
                Locale.ROOT, "for at least %,d collections on 17, 21, 25, 26 and 27", gang))
        .contains(String.format(Locale.ROOT, "for at least %,d cycles of marking on ", cycles));
    assertThat(cycles).isGreaterThanOrEqualTo(MANY_CYCLES);
    assertThat(gang).isGreaterThanOrEqualTo(MANY_COLLECTIONS);
  }

  /**
   * What is on by default on the processors that most have. An origin is written only where the
   * limit of G1's markers, which is a structure, cannot be.
   */
  @Test
  void shouldHaveStressedWhatIsOnByDefaultMostOfAll() throws IOException {
    Map<Cell, Integer> seen = longest(write -> !STRUCTURES.contains(write));
    seen.keySet()
        .removeIf(
            cell ->
                !cell.architecture().equals(Architecture.X86_64.toString())
                    || cell.write().endsWith(" origin"));
    assertThat(seen.keySet()).filteredOn(cell -> cell.collector() == Collector.G1).hasSize(2 * 7);
    int least = Collections.min(seen.values());
    assertThat(least).isGreaterThanOrEqualTo(MANY_CYCLES);
    assertThat(Files.readString(PAGE))
        .contains(
            String.format(
                Locale.ROOT, "each flag that is written by default at least %,d on x86-64", least));
  }

  /** Of each cell those of its longest run. */
  private static Collection<Integer> collections(Predicate<String> write) throws IOException {
    return longest(write).values();
  }

  private static Map<Cell, Integer> longest(Predicate<String> write) throws IOException {
    return rows().stream()
        .filter(row -> write.test(row[0]))
        .collect(
            Collectors.toMap(StressedWritesTest::cell, row -> Integer.valueOf(row[4]), Math::max));
  }

  private static Set<Cell> clean() throws IOException {
    return rows().stream()
        .filter(row -> row[3].equals("clean"))
        .map(StressedWritesTest::cell)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Cell cell(String[] row) {
    return new Cell(row[0], row[10], COLLECTORS.get(row[1]), Integer.parseInt(row[2]));
  }

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(TABLE).stream().skip(1).map(line -> line.split("\t", -1)).toList();
  }
}
