package io.hostshift.report;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.Retuner;
import io.hostshift.tune.TunerBench;
import io.hostshift.tune.memory.Outgrowth;
import io.hostshift.watch.Event;
import io.hostshift.watch.FakeSource;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.KeptProfile;
import io.hostshift.watch.WatcherBench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsequencesTest {
  private final FakeSource capacity = new FakeSource("capacity").measures(16, 0);
  private static final long HEAP = 12L << 30;

  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "a"));
  private final WatcherBench watched = WatcherBench.on(capacity, kvp);
  private final TunerBench tuned = new TunerBench();
  private final EventLog events = new EventLog(64);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);
  private final Retuner retuner =
      new Retuner(tuned.tuner(), watched.clock(), TimeUnit.SECONDS.toNanos(10));
  private final Consequences consequences =
      new Consequences(
          retuner,
          events,
          reporter(),
          new KeptProfile(null, new HostHistory(64), Clock.systemUTC(), log),
          new Outgrowth(() -> HEAP));

  private Reporter reporter() {
    Reporter reporter = new Reporter(events, watched.history());
    reporter.tell(new LogLines(log));
    return reporter;
  }

  private Event move(String host, int processors) {
    kvp.says(instance("kvp.Host", host));
    capacity.measures(processors, 0);
    watched.confirm();
    Event event = watched.heard().last();
    consequences.changed(event);
    return event;
  }

  private Outcome outcome(long sequence) {
    return events.find(sequence).outcomes().get(0);
  }

  private long lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void shouldRetuneBeforeItTells() {
    move("b", 4);

    assertThat(outcome(1).status().current()).isEqualTo(4);
  }

  @Test
  void shouldTellOneEventInOneLine() {
    consequences.changed(move("b", 4));

    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheOutcomesWhenAnEventSettles() {
    move("b", 4);
    watched.settle();
    consequences.settled(watched.heard().settled().get(0));

    assertThat(events.last().event().settledAtMillis()).isPositive();
    assertThat(outcome(1).before()).isEqualTo(16);
  }

  @Test
  void shouldReportNoOutcomesWhileAnEventHasToWait() {
    move("b", 4);
    move("c", 8);

    assertThat(events.find(2).outcomes()).isEmpty();
  }

  @Test
  void shouldMakeUpForAnEventThatHadToWait() {
    move("b", 4);
    move("c", 8);
    watched.clock().advanceMillis(10_000);
    consequences.catchUp(watched.watcher().profile());

    assertThat(tuned.current()).isEqualTo(8);
    assertThat(outcome(2).before()).isEqualTo(4);
  }

  @Test
  void shouldMakeUpForWhatTheKillSwitchPrevented() {
    tuned.kill(true);
    consequences.catchUp(watched.watcher().profile());
    move("b", 4);
    tuned.kill(false);
    consequences.catchUp(watched.watcher().profile());

    assertThat(tuned.current()).isEqualTo(4);
  }

  @Test
  void shouldSayWhenAHostWasLeftThatTheVmIsBackOn() {
    move("b", 4);
    watched.settle();
    watched.clock().advanceMillis(TimeUnit.HOURS.toMillis(3));
    move("a", 8);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("; back on a host that was left 3 h ago")
        .containsOnlyOnce("back on");
  }

  @Test
  void shouldSayOnceThatTheProcessorLacksWhatWasThereAtTheStart() {
    consequences.begin(host("00000003-0-00000020-0-0-0-0"));
    consequences.catchUp(host("00000003-0-00000000-0-0-0-0"));
    consequences.catchUp(host("00000003-0-00000000-0-0-0-0"));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("hostshift error: this host's processor lacks avx2, which was there")
        .contains("restart this JVM");
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void shouldWarnOfALimitThatTheHeapMayOutgrowWithinThePollThatShowsIt() {
    capacity.measures(16, 8L << 30);
    watched.confirm();
    consequences.changed(watched.heard().last());
    consequences.catchUp(watched.watcher().profile());
    consequences.catchUp(watched.watcher().profile());

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce(
            "hostshift warn: the heap may grow to 12 GiB, the limit is now 8 GiB: the JVM may be"
                + " killed\n");
    assertThat(log.complaints()).isEmpty();
  }

  /** Retuning may have the heap collected, for which the JVM stands still. */
  @Test
  void shouldWarnOfItBeforeItTellsWhatWasRetuned() {
    capacity.measures(16, 8L << 30);
    watched.confirm();
    consequences.changed(watched.heard().last());

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("the JVM may be killed"),
            line -> assertThat(line).contains("memory"));
  }

  @Test
  void shouldSayThatTheHeapFitsAgain() {
    consequences.begin(limited(8));
    consequences.catchUp(limited(16));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .endsWith("hostshift the heap fits into the memory that there is now\n");
  }

  @Test
  void shouldSayOnceThatTheJvmIsNotSoundOnThisHost() {
    tuned.unsound("it loses updates");
    consequences.catchUp(TunerBench.host(1));
    assertThat(lines()).isZero();

    consequences.catchUp(TunerBench.host(2));
    consequences.catchUp(TunerBench.host(4));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("hostshift error: it loses updates\n");
  }

  private static HostProfile limited(long gib) {
    Capacity capacity = new Capacity(4, 4, 0, 0, gib << 30);
    return HostProfile.EMPTY.with(List.of(), capacity, 1);
  }

  private static HostProfile host(String features) {
    return TunerBench.host(4)
        .with(List.of(new Identifier("cpuid.features", features, Scope.MODEL)), null, 1);
  }
}
