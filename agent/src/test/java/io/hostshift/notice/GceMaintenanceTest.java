package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.MigrationModel;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GCE's announcements against a server that wants what the real one wants. */
class GceMaintenanceTest {
  @TempDir private File parent;

  private final FakeClock clock = new FakeClock();
  private GceStandIn gce;
  private NoticeBench jvm;

  @BeforeEach
  void start() throws IOException {
    gce = new GceStandIn();
    jvm = jvm();
  }

  @AfterEach
  void stop() {
    gce.close();
  }

  private GceMaintenance channel() {
    return new GceMaintenance(gce.http(), clock::nanos, clock::millis);
  }

  private NoticeBench jvm() {
    return new NoticeBench(channel(), clock, Answering::never);
  }

  @Test
  void shouldAnnounceAMigrationAMinuteBefore() {
    jvm.step();
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");
    jvm.run(2_000);

    assertThat(jvm.last())
        .returns(NoticeKind.MIGRATION, Notice::kind)
        .returns("MIGRATE_ON_HOST_MAINTENANCE", Notice::text)
        .returns(false, Notice::waits)
        .satisfies(
            notice ->
                assertThat(notice.notBeforeMillis() - notice.heardAtMillis()).isEqualTo(60_000));
  }

  @Test
  void shouldAnnounceTheEndOfTheVm() {
    gce.event("TERMINATE_ON_HOST_MAINTENANCE");

    assertThat(jvm.step().last()).returns(NoticeKind.END, Notice::kind);
  }

  @Test
  void shouldSayThatItIsOver() {
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");
    jvm.run(70_000);
    gce.event("NONE");
    jvm.run(2_000);

    assertThat(jvm.heard()).extracting(Notice::phase).containsExactly(Phase.ANNOUNCED, Phase.ENDED);
  }

  @Test
  void shouldCallItCancelledWhenItGoesBeforeItsTime() {
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");
    jvm.run(20_000);
    gce.event("NONE");
    jvm.run(2_000);

    assertThat(jvm.last()).returns(Phase.CANCELLED, Notice::phase).returns(true, Notice::withdrawn);
  }

  @Test
  void shouldTellTwoMigrationsApart() {
    for (int i = 0; i < 2; i++) {
      gce.event("MIGRATE_ON_HOST_MAINTENANCE");
      jvm.run(70_000);
      gce.event("NONE");
      jvm.run(2_000);
    }

    assertThat(jvm.heard().stream().map(Notice::key).distinct()).hasSize(2);
  }

  @Test
  void shouldAnnounceMaintenanceThatIsDaysAhead() {
    gce.upcoming("2026-11-30T10:00:00+00:00", "PENDING");

    assertThat(jvm.step().last())
        .returns("gce:upcoming-maintenance-2026-11-30T10:00:00+00:00", Notice::key)
        .returns(NoticeKind.MAINTENANCE, Notice::kind)
        .returns("SCHEDULED maintenance, PENDING", Notice::text)
        .returns(1_796_032_800_000L, Notice::notBeforeMillis)
        .returns(0L, Notice::expectUntilMillis);
  }

  @Test
  void shouldSayThatUpcomingMaintenanceHasBegun() {
    gce.upcoming("2026-11-30T10:00:00+00:00", "PENDING");
    jvm.step();
    gce.upcoming("2026-11-30T10:00:00+00:00", "ONGOING");
    jvm.run(62_000);

    assertThat(jvm.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.STARTED);
  }

  @Test
  void shouldHearBothAtOnce() {
    gce.upcoming("2026-11-30T10:00:00+00:00", "PENDING");
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");

    assertThat(jvm.step().heard())
        .extracting(Notice::kind)
        .containsExactly(NoticeKind.MIGRATION, NoticeKind.MAINTENANCE);
  }

  @Test
  void shouldWaitForNewsInsteadOfAskingAgainAndAgain() {
    jvm.step();
    gce.requests().clear();
    clock.advanceMillis(1_000);
    jvm.step();

    assertThat(gce.requests())
        .containsExactly(
            "GET /computeMetadata/v1/instance/maintenance-event"
                + "?wait_for_change=true&last_etag=a&timeout_sec=60");
  }

  @Test
  void shouldAskSeldomWhereTheServerOffersNoWaiting() {
    gce.tags = false;
    jvm.run(60_000);

    assertThat(gce.requests().size()).isLessThan(15);
  }

  @Test
  void shouldNotTakeAnotherServerForGoogles() {
    gce.genuine = false;
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");
    jvm.step();

    assertThat(jvm.heard()).isEmpty();
    assertThat(jvm.complaints())
        .containsExactly(
            "no notices from gce for now: its answer has no header Metadata-Flavor: Google");
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.TRANSPARENT);
  }

  @Test
  void shouldTakeNoGarbageForAnAnnouncement() {
    for (String garbage : List.of("", "MIGRATE", "<html>", "\u0001")) {
      gce.garbage = garbage;
      jvm.run(400_000);
    }

    assertThat(jvm.heard()).isEmpty();
    assertThat(jvm.complaints()).hasSize(1);
  }

  @Test
  void shouldLeaveAServerThatIsDownAloneAndSaySoOnce() {
    gce.refusal = 500;
    jvm.run(600_000);

    assertThat(gce.requests().size()).isBetween(7, 9);
    assertThat(jvm.complaints()).hasSize(1);
  }

  /** Google names no maintenance, so the one that took over must not make up another name. */
  @Test
  void shouldKeepTheNoticeWhenAnotherJvmTakesOver() throws IOException {
    GuestFolder folder = GuestFolders.below(parent);
    NoticeBench first =
        new NoticeBench(
            new SharedChannel(channel(), "x", folder, clock::millis), clock, Answering::never);
    NoticeBench second =
        new NoticeBench(
            new SharedChannel(channel(), "x", folder, clock::millis), clock, Answering::never);
    gce.event("MIGRATE_ON_HOST_MAINTENANCE");
    first.run(2_000);
    second.run(2_000);
    first.channel().close();
    second.run(70_000);
    gce.event("NONE");
    second.run(2_000);

    assertThat(second.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.ENDED);
    assertThat(second.last().key()).isEqualTo(first.last().key());
  }
}
