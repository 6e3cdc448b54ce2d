package io.hostshift.source;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Change;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.source.published.Published;
import io.hostshift.watch.Event;
import io.hostshift.watch.EventListener;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.Match;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each source a guest before and after, and what the watcher concludes: see replay.tsv. */
class ReplayTest {
  @TempDir Path temp;

  /** One line of the table. */
  record Claim(
      String name,
      String changed,
      String scopes,
      String verdict,
      String hostChanged,
      boolean droppedByModel,
      boolean droppedByInstance) {
    static Claim parse(String line) {
      String[] f = line.split("\t", -1);
      assertThat(f).as(line).hasSize(7);
      return new Claim(f[0], f[1], f[2], f[3], f[4], f[5].equals("yes"), f[6].equals("yes"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Claim> claims() throws IOException {
    try (InputStream in = ReplayTest.class.getResourceAsStream("/replay.tsv")) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .collect(Collectors.toList());
      return lines.stream().filter(line -> !line.startsWith("#")).map(Claim::parse);
    }
  }

  private static final class Recorder implements EventListener {
    private final List<Event> settled = new ArrayList<>();

    @Override
    public void changed(Event event) {}

    @Override
    public void settled(Event event) {
      settled.add(event);
    }
  }

  /** Plays the guest through a watcher whose clock goes a second further with each poll. */
  private List<Event> replay(String name, Match match) throws Exception {
    ReplayGuest guest = ReplayGuest.named(name, temp.resolve(match.name()));
    long[] nanos = {0};
    Recorder events = new Recorder();
    HostWatcher watcher =
        new HostWatcher(
            guest.sources(),
            () -> nanos[0],
            Clock.systemUTC(),
            10_000_000_000L,
            match,
            new HostHistory(8),
            events);
    watcher.baseline(source -> true);
    for (int poll = 0; poll < 3; poll++) {
      nanos[0] += 1_000_000_000L;
      watcher.poll(List.of());
    }
    guest.move();
    for (int poll = 0; poll < 20; poll++) {
      nanos[0] += 1_000_000_000L;
      watcher.poll(List.of());
    }
    return events.settled;
  }

  private static String scope(Change change) {
    return change.scope() == null ? "none" : change.scope().name();
  }

  @ParameterizedTest
  @MethodSource("claims")
  void shouldConcludeWhatTheTableSays(Claim claim) throws Exception {
    List<Event> events = replay(claim.name(), Match.ANY);

    assertThat(events).hasSize(1);
    Event event = events.get(0);
    assertThat(event.changes().stream().map(Change::name).collect(joining(", ")))
        .isEqualTo(claim.changed());
    assertThat(event.changes().stream().map(ReplayTest::scope).collect(joining(", ")))
        .isEqualTo(claim.scopes());
    assertThat(event.verdict().name()).isEqualTo(claim.verdict());
    assertThat(event.hostChanged()).hasToString(claim.hostChanged());
    assertThat(event.model()).isEqualTo(MigrationModel.TRANSPARENT);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void shouldDropWhatMatchLeavesOut(Claim claim) throws Exception {
    assertThat(replay(claim.name(), Match.MODEL).isEmpty()).isEqualTo(claim.droppedByModel());
    assertThat(replay(claim.name(), Match.INSTANCE).isEmpty()).isEqualTo(claim.droppedByInstance());
  }

  @Test
  void shouldHaveALineForEachSourceThatIdentifies() throws Exception {
    String table = claims().map(Claim::changed).collect(joining(", "));

    assertThat(SourceCatalog.NAMES)
        .filteredOn(name -> !name.equals(Published.NAME)) // It tells what others identify.
        .allSatisfy(name -> assertThat(table).contains(name + "."));
  }
}
