package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event's life is as the design page draws it: each row of its table is played. */
class EventLifeTest {
  private static final Path PAGE = Path.of("..", "docs", "design.md");
  private static final String HEAD = "| state | what comes | said | then |";

  /** How to get there from {@code quiet}. */
  private static final Map<String, Consumer<Life>> STATES =
      Map.of(
          "quiet", life -> {},
          "suspect", life -> life.moves().bench.poll(),
          "hidden", life -> life.moves().bench.confirm(),
          "expecting", life -> life.announces(false),
          "open", life -> life.modelChanges().bench.confirm());

  private static final Map<String, Consumer<Life>> COMES =
      Map.ofEntries(
          Map.entry("a source reads otherwise than before", life -> life.moves().bench.poll()),
          Map.entry("after 20 ms it reads as before", life -> life.movesBack().again()),
          Map.entry("after 20 ms it reads the same again", Life::again),
          Map.entry("the same, but `match` drops it", Life::again),
          Map.entry("a notice of what is to come", life -> life.announces(false)),
          Map.entry("a notice of what has begun", life -> life.announces(true)),
          Map.entry("a counter moves", life -> life.counts().bench.confirm()),
          Map.entry("another identifier changes", life -> life.counts().bench.confirm()),
          Map.entry("a change that `match` reports", life -> life.modelChanges().bench.confirm()),
          Map.entry(
              "an identifier of it changes again",
              life -> life.modelChangesAgain().bench.confirm()),
          Map.entry("`settle` is over", life -> life.bench.settle()),
          Map.entry("`simulate`", life -> life.bench.watcher().simulate()),
          Map.entry("the agent leaves", life -> life.bench.watcher().finish()));

  /** A row of the page's table. */
  private record Row(String state, String comes, String said, String then) {}

  /** A VM that moves between like hosts, on a host whose kind may change, with a counter. */
  private static final class Life {
    private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.host", "a"));
    private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "x"));
    private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
    private final WatcherBench bench;

    Life(Match match) {
      bench = WatcherBench.matching(match, kvp, cpuid, vmclock);
      bench.poll();
    }

    Life moves() {
      kvp.says(instance("kvp.host", "b"));
      return this;
    }

    Life movesBack() {
      kvp.says(instance("kvp.host", "a"));
      return this;
    }

    Life modelChanges() {
      cpuid.says(model("cpuid.brand", "y"));
      return this;
    }

    Life modelChangesAgain() {
      cpuid.says(model("cpuid.brand", "z"));
      return this;
    }

    Life counts() {
      vmclock.says(epoch(MARKER, "2"));
      return this;
    }

    void again() {
      bench.clock().advanceNanos(HostWatcher.CONFIRM_NANOS);
      bench.poll();
    }

    void announces(boolean begun) {
      bench.watcher().announce(new Announcement("gce:1", true), begun);
    }

    /** What was said since so many of each, in the page's words and in order. */
    String said(int changed, int settled) {
      List<String> said = new ArrayList<>();
      if (bench.heard().settled().size() > settled) {
        said.add("settled");
      }
      for (Event event : bench.heard().changed().subList(changed, bench.heard().changed().size())) {
        boolean raised =
            changed > 0 && bench.heard().changed().get(changed - 1).sequence() == event.sequence();
        said.add(
            (raised ? "raised" : "opened") + (event.notice().isEmpty() ? "" : ", with the notice"));
      }
      return said.isEmpty() ? "nothing" : String.join(", ", said);
    }

    String state() {
      if (bench.nextStepNanos() == HostWatcher.CONFIRM_NANOS) {
        return "suspect";
      }
      int changed = bench.heard().changed().size();
      int settled = bench.heard().settled().size();
      bench.settle();
      if (bench.heard().settled().size() > settled) {
        return "open";
      }
      vmclock.says(epoch(MARKER, "3"));
      bench.confirm();
      assertThat(bench.heard().changed()).hasSizeGreaterThan(changed);
      return bench.heard().last().notice().isEmpty() ? "quiet" : "expecting";
    }

    /** An event that nobody was told of is open: another change joins it. */
    boolean hidden() {
      vmclock.says(epoch(MARKER, "3"));
      modelChanges().bench.confirm();
      return bench.heard().last().changes().size() == 3;
    }
  }

  static List<Row> rows() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int head = lines.indexOf(HEAD);
    assertThat(head).as("the table of the page").isPositive();
    return lines.subList(head + 2, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .map(cell -> new Row(cell[1].trim(), cell[2].trim(), cell[3].trim(), cell[4].trim()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGoOnAsThePageSays(Row row) {
    boolean drops = Stream.of(row.state(), row.then()).anyMatch("hidden"::equals);
    Life life = new Life(drops ? Match.MODEL : Match.ANY);
    STATES.get(row.state()).accept(life);
    int changed = life.bench.heard().changed().size();
    int settled = life.bench.heard().settled().size();

    COMES.get(row.comes()).accept(life);

    assertThat(life.said(changed, settled)).isEqualTo(row.said());
    if (row.then().equals("hidden")) {
      assertThat(life.hidden()).isTrue();
    } else {
      assertThat(life.state()).isEqualTo(row.then());
    }
  }

  @Test
  void shouldDrawEveryStateAndAllThatCanCome() throws IOException {
    List<Row> rows = rows();
    String drawing = Files.readString(PAGE);
    drawing = drawing.substring(drawing.indexOf("## An event's life"), drawing.indexOf(HEAD));

    assertThat(rows).extracting(Row::state).containsOnlyElementsOf(STATES.keySet());
    assertThat(rows).extracting(Row::comes).containsOnlyElementsOf(COMES.keySet());
    for (String state : STATES.keySet()) {
      assertThat(drawing).contains("[" + state + "]");
    }
    assertThat(Arrays.stream(drawing.split("\n")).filter(line -> line.contains("[")).toList())
        .allMatch(line -> new TreeSet<>(STATES.keySet()).stream().anyMatch(line::contains));
  }
}
