package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.place.CpusetGroup;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Lapse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether G1 that was sized for a large host and has 2 processors now is, retuned, what G1 is that
 * is started there: in what it does where threads do nothing but allocate, and in its pauses where
 * a service's threads are no daemons and the experimental lever is used. The JVMs live side by side
 * and take turns, in an order of chance: while one is measured the others are stopped, so that a
 * machine that is slower for a while is so for each of them. What they do is counted by processor
 * time besides, which they keep where others take a processor from them. Each turn is a row of
 * {@code docs/results/payoff-g1.tsv}, from which {@link G1PayoffPage} makes its part of {@code
 * docs/results/payoff.md}.
 *
 * <p>{@code -Dhostshift.it.payoffLives=5} says how often they are started, {@code
 * -Dhostshift.it.payoffRounds=4} how many rounds are played each time; {@code
 * -Dhostshift.it.payoffCells='JDK 17 .*'} chooses. The rows of a story take the place of older
 * ones.
 */
@Tag("jdks")
@Tag("benchmark")
class G1PayoffIT {
  private static final int ROUNDS = Integer.getInteger("hostshift.it.payoffRounds", 4);
  private static final int LIVES = Integer.getInteger("hostshift.it.payoffLives", 5);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("hostshift.it.payoffWarmUp", 30));
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("hostshift.it.payoffSeconds", 6));
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final List<Integer> VERSIONS = List.of(17, 21, 25);
  private static final double MEDIAN = 0.95;
  private static final double LEAST = 0.9;
  private static final double LONGEST = 4 / 3.0;

  @TempDir Path folder;

  static Stream<G1Story> stories() {
    String chosen = System.getProperty("hostshift.it.payoffCells", ".*");
    return CollectorCell.all().stream()
        .filter(cell -> cell.collector().equals("G1") && VERSIONS.contains(cell.version()))
        .flatMap(cell -> G1Story.of(cell).stream())
        .filter(story -> story.toString().matches(chosen));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void shouldBeAsAJvmThatIsStartedThere(G1Story story) throws Exception {
    G1PayoffPage page = new G1PayoffPage(story.toString(), story.cell().version());
    int rate = story.load() == Load.RATE ? rate(story) : 0;
    for (int life = 0; life < LIVES; life++) {
      play(story, rate, life, page);
    }
    page.write();
    UsedThreads expected = story.expected(page.used(Variant.FRESH));
    for (Variant variant : story.variants()) {
      if (variant != Variant.UNTOUCHED && variant != Variant.FRESH) {
        assertThat(page.used(variant)).as(variant.title).isEqualTo(expected);
      }
    }
    if (story.shrinks()) {
      // What it has is what it had: nothing is promised of it.
      assertThat(page.used(Variant.UNTOUCHED)).isEqualTo(expected);
    } else if (story.load() == Load.DAEMON) {
      Spread ofFresh = page.share(story.retuned(), story.fresh());
      assertThat(ofFresh.median()).as(ofFresh.toString()).isGreaterThanOrEqualTo(MEDIAN);
      assertThat(ofFresh.lower()).as(ofFresh.toString()).isGreaterThan(LEAST);
    } else {
      assertThat(page.pausesOfFresh(story.retuned())).isLessThan(LONGEST);
    }
  }

  private void play(G1Story story, int rate, int life, G1PayoffPage page) throws Exception {
    if (!story.shrinks()) {
      play(story, rate, life, page, null);
      return;
    }
    assumeTrue(CpusetGroup.available(), "no control groups of version 1 for processors here");
    try (CpusetGroup group = CpusetGroup.create("0-1")) {
      play(story, rate, life, page, group);
    }
  }

  /**
   * @param group from which a processor is taken away once they run, and before the fresh one is
   *     started; null for none
   */
  private void play(G1Story story, int rate, int life, G1PayoffPage page, CpusetGroup group)
      throws Exception {
    Map<Variant, PayoffJvm> jvms = new EnumMap<>(Variant.class);
    try {
      if (group == null) {
        start(story, story.variants(), rate, life, jvms);
      } else {
        List<Variant> before = new ArrayList<>(story.variants());
        before.remove(Variant.FRESH);
        start(story, before, rate, life, jvms, group.starter());
        group.pin("0");
        start(story, List.of(Variant.FRESH), rate, life, jvms, group.starter());
      }
      takeTurns(jvms, life * ROUNDS, page);
    } finally {
      jvms.values().forEach(PayoffJvm::close);
    }
  }

  /** All that there are run while the new ones warm up. */
  private void start(
      G1Story story,
      List<Variant> variants,
      int rate,
      int life,
      Map<Variant, PayoffJvm> jvms,
      String... starter)
      throws Exception {
    for (Variant variant : variants) {
      Path own = Files.createDirectories(folder.resolve(life + variant.name()));
      jvms.put(variant, PayoffJvm.start(story.run(variant, rate), own, starter));
    }
    Lapse.of(WARM_UP, "all of them warm up");
  }

  /** Orders a second; an order is two requests. */
  private int rate(G1Story story) throws Exception {
    Result result =
        story.asFastAsItCan().measure(Files.createDirectory(folder.resolve("rate")), WARM_UP, TIME);
    return (int) (G1Story.SHARE * result.perSecond() / 2);
  }

  private static void takeTurns(Map<Variant, PayoffJvm> jvms, int before, G1PayoffPage page)
      throws Exception {
    Random random = new Random();
    List<Variant> order = new ArrayList<>(jvms.keySet());
    signal(jvms, "STOP");
    for (int round = 1; round <= ROUNDS; round++) {
      Collections.shuffle(order, random);
      for (Variant variant : order) {
        Result result = turn(jvms.get(variant));
        assertThat(result.perSecond()).as(result.toString()).isPositive();
        page.add(before + round, result);
      }
    }
    signal(jvms, "CONT");
  }

  private static Result turn(PayoffJvm jvm) throws Exception {
    jvm.signal("CONT");
    Lapse.of(SETTLED, "what it was stopped in is over");
    Result result = jvm.measure(TIME);
    jvm.signal("STOP");
    return result;
  }

  private static void signal(Map<Variant, PayoffJvm> jvms, String name) throws Exception {
    for (PayoffJvm jvm : jvms.values()) {
      jvm.signal(name);
    }
  }
}
