package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import org.junit.jupiter.api.Test;

/** An announced migration and the identifiers that tell of it are one event. */
class AnnouncedTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");
  private static final Identifier C = instance("kvp.PhysicalHostName", "host-c");
  private static final Announcement MIGRATION = new Announcement("gce:1", true);

  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(A);
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);
  private final WatcherBench bench = WatcherBench.on(vmclock, kvp, capacity);

  private void marker(String value) {
    vmclock.says(epoch(MARKER, value));
    bench.confirm();
  }

  @Test
  void shouldCallACounterThatMovesAfterANoticeAMigration() {
    bench.watcher().announce(MIGRATION, false);
    marker("2");

    assertThat(bench.heard().last())
        .returns(Verdict.MIGRATED, Event::verdict)
        .returns("gce:1", Event::notice);
  }

  @Test
  void shouldJoinANoticeThatIsNoMigrationForCertainWithoutRaisingTheVerdict() {
    bench.watcher().announce(new Announcement("azure:1", false), false);
    marker("2");

    assertThat(bench.heard().last())
        .returns(Verdict.DISRUPTED, Event::verdict)
        .returns("azure:1", Event::notice);
  }

  @Test
  void shouldRaiseTheOpenEventWhenTheNoticeComesLate() {
    marker("2");
    assertThat(bench.heard().last()).returns(Verdict.DISRUPTED, Event::verdict);
    bench.watcher().announce(MIGRATION, true);

    assertThat(bench.heard().last())
        .returns(1L, Event::sequence)
        .returns(Verdict.MIGRATED, Event::verdict)
        .returns("gce:1", Event::notice);
  }

  @Test
  void shouldNotJoinWhatIsYetToComeToAnEventThatIsOpen() {
    marker("2");
    bench.watcher().announce(MIGRATION, false);

    assertThat(bench.heard().last()).returns("", Event::notice);
  }

  @Test
  void shouldNotTakeAResizeForWhatWasAnnounced() {
    bench.watcher().announce(MIGRATION, false);
    capacity.measures(4, 0);
    bench.confirm();

    assertThat(bench.heard().last())
        .returns(Verdict.RESIZED, Event::verdict)
        .returns("", Event::notice);
  }

  @Test
  void shouldJoinOnceIdentifiersFollowTheResize() {
    bench.watcher().announce(MIGRATION, false);
    capacity.measures(4, 0);
    bench.confirm();
    kvp.says(B);
    bench.confirm();

    assertThat(bench.heard().last()).returns(1L, Event::sequence).returns("gce:1", Event::notice);
  }

  @Test
  void shouldNotCallASecondMoveAnnouncedOnceTheAnnouncementIsTakenBack() {
    bench.watcher().announce(MIGRATION, false);
    kvp.says(B);
    bench.confirm();
    bench.watcher().announce(Announcement.NONE, false);
    kvp.says(C);
    bench.confirm();

    assertThat(bench.heard().last()).returns(2L, Event::sequence).returns("", Event::notice);
  }
}
