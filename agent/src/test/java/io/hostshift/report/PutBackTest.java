package io.hostshift.report;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.Retuner;
import io.hostshift.tune.Tuner;
import io.hostshift.tune.TunerBench;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.guard.Breaker;
import io.hostshift.tune.guard.FakeMeter;
import io.hostshift.tune.guard.Probation;
import io.hostshift.tune.memory.Outgrowth;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.FakeSetting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a retuning has made worse is put back, and is an outcome of the event that it was for. */
class PutBackTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakeSource capacity = new FakeSource("capacity").measures(16, 0);
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "a"));
  private final WatcherBench watched = WatcherBench.on(capacity, kvp);
  private final FakeSetting workers = new FakeSetting(ParallelWorkers.TYPE, 16);
  private final FakeSetting pool = new FakeSetting("pool", 16);
  private final Tuner tuner =
      new Tuner(
          List.of(workers, pool),
          List.of(),
          Rules.NONE,
          profile -> profile.capacity().processors(),
          () -> false);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(said, true, StandardCharsets.UTF_8), Log.Level.INFO);
  private final EventLog events = new EventLog(64);
  private final FakeMeter meter = new FakeMeter();
  private final Retuner retuner = new Retuner(tuner, watched.clock(), 0);
  private long now;
  private final Consequences consequences =
      new Consequences(
          retuner,
          events,
          reporter(),
          new KeptProfile(null, new HostHistory(64), Clock.systemUTC(), log),
          new Outgrowth(() -> 0));

  private Reporter reporter() {
    Reporter reporter = new Reporter(events, watched.history());
    reporter.tell(new LogLines(log));
    return reporter;
  }

  @BeforeEach
  void begin() {
    retuner.guard(Breaker.ofThisJvm(meter::collections, log), new Probation(meter, () -> now));
    tuner.look(TunerBench.host(16));
  }

  private void work(int looks, double millis) {
    work(looks, millis, millis);
  }

  /** Pauses are as long, but as long as others where the workers are as many as at the start. */
  private void work(int looks, double millis, double atStart) {
    for (int i = 0; i < looks * 16; i++) {
      if (i % 16 == 0) {
        meter.collect(10, workers.current() == 16 ? atStart : millis, 0.05);
      }
      now += SECOND;
      consequences.catchUp(watched.watcher().profile());
    }
  }

  private void move(String host, int processors) {
    kvp.says(instance("kvp.Host", host));
    capacity.measures(processors, 0);
    watched.confirm();
    Event event = watched.heard().last();
    consequences.changed(event);
  }

  private Outcome outcome(int setting) {
    return events.last().outcomes().get(setting);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldPutBackWhatHasBecomeWorse() {
    work(30, 10);
    move("b", 8);
    assertThat(workers.current()).isEqualTo(8);
    work(60, 40, 20);

    assertThat(workers.current()).isEqualTo(16);
    assertThat(pool.current()).isEqualTo(8);
    String why =
        "stays put back: without the retuning the typical pause is 20.0 ms, and 40.0 with it";
    assertThat(tuner.statuses().get(0))
        .returns(SettingState.LEFT, Status::state)
        .returns(why, Status::reason);
    assertThat(outcome(0))
        .returns(16L, Outcome::before)
        .returns(false, Outcome::changed)
        .returns(SettingState.LEFT, outcome -> outcome.status().state());
    assertThat(outcome(1).status().state()).isEqualTo(SettingState.APPLIED);
    assertThat(said().lines().filter(line -> line.contains("put back")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "hostshift put back to compare: the typical pause went from 10.0 to")
                    .endsWith(": gc.parallel 8 to 16"),
            line -> assertThat(line).startsWith("hostshift " + why));
  }

  @Test
  void shouldMakeItAgainWhereItWasNotTheCause() {
    work(30, 10);
    move("b", 8);
    work(60, 40);

    assertThat(workers.current()).isEqualTo(8);
    assertThat(tuner.statuses().get(0)).returns(SettingState.APPLIED, Status::state);
    assertThat(outcome(0))
        .returns(16L, Outcome::before)
        .returns(true, Outcome::changed)
        .returns(SettingState.APPLIED, outcome -> outcome.status().state());
    assertThat(said().lines())
        .last()
        .asString()
        .startsWith("hostshift made again: without it the typical pause is 40.0 ms, and 40.0 with")
        .endsWith(": gc.parallel 16 to 8");
  }

  @Test
  void shouldLeaveItForAsLongAsThereAreAsManyProcessors() {
    work(30, 10);
    move("b", 8);
    work(60, 40, 20);
    move("c", 8);
    assertThat(workers.current()).isEqualTo(16);

    move("d", 4);
    assertThat(workers.current()).isEqualTo(4);
  }

  @Test
  void shouldRetuneAgainWhereSomebodyAsksForIt() {
    work(30, 10);
    move("b", 8);
    work(60, 40, 20);
    retuner.ordered(watched.watcher().profile());
    assertThat(workers.current()).isEqualTo(8);

    work(60, 40, 20);
    assertThat(workers.current()).isEqualTo(8);
  }

  @Test
  void shouldGoBackToTheMoveBefore() {
    move("b", 8);
    work(40, 10);
    move("c", 4);
    work(14, 40);

    assertThat(workers.current()).isEqualTo(8);
  }

  @Test
  void shouldGoBackToWhatItWasPutBackToBefore() {
    work(30, 10);
    move("b", 8);
    work(60, 40, 10);
    assertThat(workers.current()).isEqualTo(16);
    move("c", 4);
    work(60, 90, 10);

    assertThat(workers.current()).isEqualTo(16);
  }

  @Test
  void shouldMoveAtOnceWhatIsPutBackToCompare() {
    work(30, 10);
    move("b", 8);
    work(14, 40, 20);
    assertThat(workers.current()).isEqualTo(16);
    move("c", 4);

    assertThat(workers.current()).isEqualTo(4);
  }

  @Test
  void shouldLeaveWhatIsAsGoodAsAFreshJvm() {
    work(30, 10);
    move("b", 8);
    work(60, 20, 1);

    assertThat(workers.current()).isEqualTo(8);
    assertThat(said()).doesNotContain("put back");
  }

  @Test
  void shouldNotPutBackWhatAnOperatorHasRestored() {
    work(30, 10);
    move("b", 8);
    tuner.restore(watched.watcher().profile());
    work(60, 40, 40);

    assertThat(said()).doesNotContain("put back");
  }

  @Test
  void shouldPutNothingBackWhereItOnlyObserves() {
    work(30, 10);
    move("b", 8);
    tuner.observe(true);
    work(60, 40, 20);

    assertThat(workers.current()).isEqualTo(8);
    assertThat(said()).doesNotContain("put back");
  }
}
