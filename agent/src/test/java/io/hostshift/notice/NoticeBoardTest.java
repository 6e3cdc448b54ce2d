package io.hostshift.notice;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.base.Log;
import io.hostshift.watch.Event;
import io.hostshift.watch.FakeListener;
import io.hostshift.watch.FakeSource;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.Ids;
import io.hostshift.watch.Match;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a notice: its event, its end, or nothing. */
class NoticeBoardTest {
  private static final long SETTLE_MILLIS = 10_000;

  private final FakeClock clock = new FakeClock();
  private final FakeSource vmclock = new FakeSource("vmclock").says(Ids.epoch(Ids.MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "a"));
  private final FakeListener events = new FakeListener();
  private final Readiness readiness = new Readiness(clock::nanos);
  private final List<String> said = new ArrayList<>();
  private final NoticeBoard board =
      new NoticeBoard(
          readiness,
          new Preparation(null, false, null, () -> false, clock, log()),
          clock,
          clock::millis,
          TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS),
          4);
  private final HostWatcher watcher =
      new HostWatcher(
          List.of(vmclock, kvp),
          clock,
          clock,
          TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS),
          Match.ANY,
          new HostHistory(4),
          new JoinedNotices(board, events));

  private static Log log() {
    return new Log(new PrintStream(new ByteArrayOutputStream()), Log.Level.OFF);
  }

  @BeforeEach
  void start() {
    board.watch(watcher);
    board.add((notice, message) -> said.add(message));
    watcher.baseline(source -> true);
  }

  private NoticeBuilder migration(String id) {
    return new NoticeBuilder("gce", id)
        .kind(NoticeKind.MIGRATION)
        .text("MIGRATE")
        .heardAt(clock.millis())
        .notBefore(clock.millis() + 60_000)
        .expectUntil(clock.millis() + 3_600_000);
  }

  private Notice take(NoticeBuilder notice) {
    Notice built = notice.build();
    board.take(List.of(built));
    return built;
  }

  private void poll() {
    watcher.poll(Collections.emptyList());
    clock.advanceNanos(HostWatcher.CONFIRM_NANOS);
    watcher.poll(Collections.emptyList());
    board.step();
  }

  private void pass(long millis) {
    clock.advanceMillis(millis);
    poll();
  }

  private Notice shown() {
    return board.notices().get(board.notices().size() - 1);
  }

  @Test
  void shouldTellOfANoticeInOneLine() {
    take(migration("1"));

    assertThat(said)
        .containsExactly("gce announces a migration in 60 s (2026-11-23T04:01:00Z): MIGRATE");
  }

  @Test
  void shouldExpectTheMoveFromTheNoticeUntilItsEventHasSettled() {
    assertThat(board.expecting()).isFalse();
    take(migration("1"));
    assertThat(board.expecting()).isTrue();
    pass(30_000);
    kvp.says(instance("kvp.Host", "b"));
    poll();
    assertThat(board.expecting()).isTrue();
    pass(SETTLE_MILLIS);

    assertThat(board.expecting()).isFalse();
  }

  @Test
  void shouldJoinTheNoticeWithItsEvent() {
    take(migration("1"));
    vmclock.says(Ids.epoch(Ids.MARKER, "2"));
    poll();

    assertThat(events.last()).returns("gce:1", Event::notice);
    assertThat(events.last().verdict()).hasToString("MIGRATED");
    assertThat(shown()).returns(1L, Notice::event);
  }

  @Test
  void shouldSayThatItWasCancelledAndExpectNothingMore() {
    Notice announced = take(migration("1"));
    take(announced.but().phase(Phase.CANCELLED));
    poll();

    assertThat(said).hasSize(2).last().isEqualTo("gce has cancelled a migration: MIGRATE");
    assertThat(board.expecting()).isFalse();
  }

  private void withdraw(Notice announced) {
    take(announced.but().phase(Phase.CANCELLED).withdrawn(true));
  }

  /** The host was done before the minute was over that it had announced. */
  @Test
  void shouldTakeANoticeThatWentEarlyAndACounterThatMovedForOneMove() {
    Notice announced = take(migration("1"));
    pass(4_000);
    withdraw(announced);
    assertThat(said).hasSize(1);
    pass(5_000);
    vmclock.says(Ids.epoch(Ids.MARKER, "2"));
    poll();

    assertThat(events.last()).returns("gce:1", Event::notice);
    assertThat(events.last().verdict()).hasToString("MIGRATED");
    assertThat(said).hasSize(2).last().isEqualTo("gce has ended a migration: MIGRATE");
    assertThat(shown()).returns(Phase.ENDED, Notice::phase).returns(1L, Notice::event);
    pass(SETTLE_MILLIS);
    pass(SETTLE_MILLIS);
    assertThat(said).hasSize(2);
    assertThat(board.expecting()).isFalse();
  }

  @Test
  void shouldSayAtOnceThatItHasEndedWhereItsEventIsKnown() {
    Notice announced = take(migration("1"));
    vmclock.says(Ids.epoch(Ids.MARKER, "2"));
    poll();
    withdraw(announced);

    assertThat(said).hasSize(2).last().isEqualTo("gce has ended a migration: MIGRATE");
    assertThat(shown()).returns(Phase.ENDED, Notice::phase).returns(1L, Notice::event);
  }

  @Test
  void shouldSayThatItWasCancelledOnceNothingHasFollowed() {
    Notice announced = take(migration("1"));
    withdraw(announced);
    pass(SETTLE_MILLIS - 1_000);
    assertThat(said).hasSize(1);
    assertThat(board.expecting()).isTrue();
    pass(2_000);
    pass(2_000);

    assertThat(said).hasSize(2).last().isEqualTo("gce has cancelled a migration: MIGRATE");
    assertThat(shown()).returns(Phase.CANCELLED, Notice::phase);
    assertThat(board.expecting()).isFalse();
  }

  @Test
  void shouldSayAtOnceThatWhatIsDaysAheadWasCancelled() {
    Notice announced = take(migration("1").expectUntil(0));
    withdraw(announced);

    assertThat(said).hasSize(2).last().isEqualTo("gce has cancelled a migration: MIGRATE");
  }

  @Test
  void shouldSayOnceThatNothingHasFollowed() {
    Notice announced = take(migration("1"));
    take(announced.but().phase(Phase.ENDED));
    pass(SETTLE_MILLIS - 1_000);
    assertThat(said).hasSize(2);
    assertThat(board.expecting()).isTrue();
    pass(2_000);
    pass(2_000);

    assertThat(said)
        .hasSize(3)
        .last()
        .isEqualTo(
            "gce has ended a migration, and nothing here tells that this VM was moved: MIGRATE");
    assertThat(board.expecting()).isFalse();
  }

  @Test
  void shouldJoinWhatIsNoticedShortlyAfterTheEnd() {
    Notice announced = take(migration("1"));
    take(announced.but().phase(Phase.ENDED));
    clock.advanceMillis(5_000);
    kvp.says(instance("kvp.Host", "b"));
    poll();
    pass(SETTLE_MILLIS);

    assertThat(events.last()).returns("gce:1", Event::notice);
    assertThat(said).hasSize(2);
  }

  @Test
  void shouldJoinEachOfTwoNoticesWithAnEventOfItsOwn() {
    take(migration("1"));
    take(migration("2"));
    kvp.says(instance("kvp.Host", "b"));
    poll();
    pass(SETTLE_MILLIS);
    kvp.says(instance("kvp.Host", "c"));
    poll();

    assertThat(events.changed()).extracting(Event::notice).containsExactly("gce:1", "gce:2");
    assertThat(board.notices()).extracting(Notice::event).containsExactly(1L, 2L);
  }

  @Test
  void shouldTakeWhatHasBegunForTheCauseWhereTwoAreAnnounced() {
    take(migration("1"));
    Notice second = take(migration("2"));
    take(second.but().phase(Phase.STARTED));
    kvp.says(instance("kvp.Host", "b"));
    poll();

    assertThat(events.last()).returns("gce:2", Event::notice);
  }

  @Test
  void shouldExpectNothingOfWhatIsDaysAheadOrEndsTheJvm() {
    take(migration("1").expectUntil(0));
    take(migration("2").kind(NoticeKind.RESTART));

    assertThat(board.expecting()).isFalse();
    assertThat(said).hasSize(2);
  }

  @Test
  void shouldStopExpectingWhenTheTimeIsOver() {
    take(migration("1"));
    pass(3_600_001);

    assertThat(board.expecting()).isFalse();
  }

  @Test
  void shouldKeepAsManyNoticesAsConfigured() {
    for (int i = 0; i < 1_000; i++) {
      take(migration(String.valueOf(i)));
    }

    assertThat(board.notices()).extracting(Notice::id).containsExactly("996", "997", "998", "999");
  }

  @Test
  void shouldPlayANoticeWithItsEventAndEnd() {
    watcher.simulate(board.simulate());
    pass(SETTLE_MILLIS);

    assertThat(events.last().notice()).startsWith("simulated:");
    assertThat(shown())
        .returns(1L, Notice::event)
        .returns(Phase.ENDED, Notice::phase)
        .returns(true, Notice::simulated);
    assertThat(said).allMatch(message -> message.startsWith("simulated: "));
  }

  @Test
  void shouldSayWhetherAHoldHasAnythingToHold() {
    assertThat(board.hold(5, "backup")).isFalse();
    take(migration("1").limit(clock.millis() + 60_000));

    assertThat(board.hold(5, "backup")).isTrue();
    assertThat(board.ready()).isTrue();
    assertThat(board.ready()).isFalse();
  }

  /** PowerVM asks first, and waits only at the beginning. */
  @Test
  void shouldGivePeopleTheirMomentWhenTheHypervisorBeginsToWait() {
    Notice asked = take(migration("1").notBefore(0).expectUntil(0));
    pass(60_000);
    assertThat(readiness.isReady(asked)).isFalse();
    Notice begun = take(asked.but().limit(clock.millis() + 60_000));
    assertThat(readiness.isReady(begun)).isFalse();
    pass(3_000);

    assertThat(readiness.isReady(begun)).isTrue();
  }

  @Test
  void shouldExpectNothingOfAQuestionAlone() {
    Notice asked = take(migration("1").notBefore(0).expectUntil(0));
    assertThat(board.expecting()).isFalse();
    take(asked.but().expectUntil(clock.millis() + 3_600_000));

    assertThat(board.expecting()).isTrue();
  }

  /** Its begin is not known: there are a few seconds, and not none. */
  @Test
  void shouldPrepareForAMoveThatMayBeginAtAnyMoment() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    Preparation.Release heap =
        new Preparation.Release() {
          @Override
          public long expectedMillis() {
            return 3_000;
          }

          @Override
          public String release() {
            released.countDown();
            return "collected";
          }
        };
    NoticeBoard preparing =
        new NoticeBoard(
            readiness,
            new Preparation(heap, false, null, () -> false, clock, log()),
            clock,
            clock::millis,
            TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS),
            4);
    preparing.watch(watcher);

    preparing.take(List.of(migration("1").notBefore(0).build()));
    preparing.step();

    assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
