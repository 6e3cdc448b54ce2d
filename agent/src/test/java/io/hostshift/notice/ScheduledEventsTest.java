package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import io.hostshift.base.FakeClock;
import io.hostshift.host.MigrationModel;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Azure's Scheduled Events against a service that wants what the real one wants. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ScheduledEventsTest {
  private static final String LIVE =
      "Virtual machine is being paused because of a memory-preserving Live Migration operation.";

  @TempDir private File parent;

  private final FakeClock clock = new FakeClock();
  private final Instant inTwoMinutes = Instant.ofEpochMilli(clock.millis() + 120_000);
  private AzureStandIn azure;

  @BeforeEach
  void start() throws IOException {
    azure = new AzureStandIn();
  }

  @AfterEach
  void stop() {
    azure.close();
  }

  private ScheduledEvents channel() {
    return new ScheduledEvents(azure.http(), clock::nanos, clock::millis);
  }

  /** A JVM of this guest; several share one folder. */
  private NoticeBench jvm(boolean acks) throws IOException {
    GuestFolder folder = GuestFolders.below(parent);
    SharedChannel shared =
        new SharedChannel(
            channel(), azure.endpoint().toString().substring(7), folder, clock::millis);
    Members members = new Members(folder);
    return new NoticeBench(
        shared, clock, readiness -> Answering.forAll(readiness, members, shared, acks));
  }

  private void freeze(String id) {
    azure.event(id, "Freeze", LIVE, inTwoMinutes, "vm-1");
  }

  @Test
  void shouldAnnounceALiveMigrationWithWhatWhenAndHowLong() throws IOException {
    freeze("e1");

    assertThat(jvm(false).step().last())
        .returns("azure:e1", Notice::key)
        .returns(NoticeKind.MIGRATION, Notice::kind)
        .returns("Freeze: " + LIVE, Notice::text)
        .returns(inTwoMinutes.toEpochMilli(), Notice::notBeforeMillis)
        .returns(5, Notice::durationSeconds)
        .returns(true, Notice::waits);
  }

  @Test
  void shouldTellOtherEventsByWhatTheyMeanForTheJvm() throws IOException {
    azure.event("e1", "Freeze", "host update", inTwoMinutes, "vm-1");
    azure.event("e2", "Reboot", "", inTwoMinutes, "vm-1");
    azure.event("e3", "Redeploy", "", inTwoMinutes, "vm-1");
    azure.event("e4", "Preempt", "", inTwoMinutes, "vm-1");
    azure.event("e5", "Terminate", "", inTwoMinutes, "vm-1");

    assertThat(jvm(false).step().heard())
        .extracting(Notice::kind)
        .containsExactly(
            NoticeKind.PAUSE,
            NoticeKind.RESTART,
            NoticeKind.RESTART,
            NoticeKind.END,
            NoticeKind.END);
  }

  @Test
  void shouldBeCooperativeOnceItAnswers() throws IOException {
    NoticeBench jvm = jvm(false);
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.TRANSPARENT);

    assertThat(jvm.step().channel().model()).isEqualTo(MigrationModel.COOPERATIVE);
  }

  @Test
  void shouldAcknowledgeOnceWhenReady() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(true).run(60_000);

    assertThat(azure.started()).containsExactly("e1");
    assertThat(jvm.last()).returns(true, Notice::acknowledged);
  }

  @Test
  void shouldNeverAcknowledgeWithoutBeingToldTo() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(false).run(150_000);

    assertThat(azure.started()).isEmpty();
    assertThat(azure.requests()).noneMatch(request -> request.startsWith("POST"));
    assertThat(jvm.heard()).isNotEmpty();
  }

  @Test
  void shouldWaitForWhoeverHolds() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(true).step();
    jvm.readiness().hold(60, "backup");
    jvm.run(59_000);
    assertThat(azure.started()).isEmpty();
    jvm.run(5_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  @Test
  void shouldGoOnAtOnceWhenAHoldIsEnded() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(true).step();
    jvm.readiness().hold(600, "backup");
    jvm.run(10_000);
    assertThat(jvm.readiness().ready()).isTrue();
    jvm.run(1_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  @Test
  void shouldNotAcknowledgeAfterTheLimit() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(true).step();
    jvm.readiness().hold(3_600, "hangs");
    jvm.run(150_000);

    assertThat(azure.started()).isEmpty();
  }

  @Test
  void shouldAcknowledgeTheEndOfTheJvmOnlyWhenSomebodySaysSo() throws IOException {
    azure.event("e1", "Reboot", "", inTwoMinutes, "vm-1");
    NoticeBench jvm = jvm(true).run(60_000);
    assertThat(azure.started()).isEmpty();
    jvm.readiness().ready();
    jvm.run(2_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  @Test
  void shouldLeaveAnEventThatNamesOtherMachinesToo() throws IOException {
    azure.event("e1", "Freeze", LIVE, inTwoMinutes, "vm-1", "vm-2");
    NoticeBench jvm = jvm(true).run(60_000);

    assertThat(azure.started()).isEmpty();
    assertThat(jvm.last()).returns("it names 2 machines", Notice::obstacle);
  }

  @Test
  void shouldSayNothingOfWhatIsAboutOtherMachinesOnly() throws IOException {
    azure.event("e1", "Freeze", LIVE, inTwoMinutes, "vm-2");

    assertThat(jvm(true).run(60_000).heard()).isEmpty();
    assertThat(azure.started()).isEmpty();
  }

  @Test
  void shouldNotAcknowledgeAsLongAsItsOwnNameIsNotKnown() throws IOException {
    azure.nameStatus = 500;
    freeze("e1");
    NoticeBench jvm = jvm(true).run(50_000);
    assertThat(azure.started()).isEmpty();
    assertThat(jvm.last()).returns("this VM's own name is not known", Notice::obstacle);
    azure.nameStatus = 200;
    jvm.run(30_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  @Test
  void shouldSayThatAnEventWasCancelled() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(false).run(2_000);
    azure.gone("e1");
    jvm.run(2_000);

    assertThat(jvm.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.CANCELLED);
  }

  @Test
  void shouldSayThatAnEventHasBegunAndEnded() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(false).run(2_000);
    azure.begun("e1", "Freeze", "vm-1");
    jvm.run(2_000);
    azure.gone("e1");
    jvm.run(2_000);

    assertThat(jvm.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.STARTED, Phase.ENDED);
  }

  @Test
  void shouldNotAcknowledgeWhatHasBegun() throws IOException {
    azure.begun("e1", "Freeze", "vm-1");

    assertThat(jvm(true).run(60_000).last()).returns(Phase.STARTED, Notice::phase);
    assertThat(azure.started()).isEmpty();
  }

  @Test
  void shouldFollowAnotherTime() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(false).run(2_000);
    azure.event("e1", "Freeze", LIVE, inTwoMinutes.plusSeconds(60), "vm-1");
    jvm.run(2_000);

    assertThat(jvm.last())
        .returns(inTwoMinutes.plusSeconds(60).toEpochMilli(), Notice::limitMillis);
    assertThat(jvm.heard()).hasSize(2);
  }

  @Test
  void shouldHearAndAnswerTwoEventsAtOnce() throws IOException {
    freeze("e1");
    freeze("e2");
    jvm(true).run(60_000);

    assertThat(azure.started()).containsExactlyInAnyOrder("e1", "e2");
  }

  @Test
  void shouldAskOnceASecond() throws IOException {
    freeze("e1");
    jvm(true).run(60_000);

    assertThat(azure.requests().stream().filter(request -> request.contains("GET")).count())
        .isBetween(50L, 62L);
  }

  @Test
  void shouldLeaveAServiceThatIsDownAloneAndSaySoOnce() throws IOException {
    azure.refusal = 503;
    NoticeBench jvm = jvm(true).run(600_000);

    // 2, 4, 8 … seconds, and five minutes at most.
    assertThat(azure.requests().size()).isBetween(7, 9);
    assertThat(jvm.complaints())
        .singleElement()
        .asString()
        .startsWith("no notices from azure for now: it answers 503 to ");
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.TRANSPARENT);
  }

  @Test
  void shouldTakeNoGarbageForAnEvent() throws IOException {
    freeze("e1");
    for (String garbage :
        List.of("", "[]", "{", "{\"Events\":{}}", "{\"Events\":[{\"EventId\":\"\"}]}", "null")) {
      azure.garbage = garbage;
      NoticeBench jvm = jvm(true).step();
      assertThat(jvm.heard()).isEmpty();
      assertThat(jvm.complaints()).hasSize(1);
      jvm.channel().close();
    }
    assertThat(azure.started()).isEmpty();
  }

  @Test
  void shouldKeepWhatWasAnnouncedWhileTheServiceFails() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(false).run(2_000);
    azure.garbage = "oops";
    jvm.run(20_000);
    azure.garbage = null;
    jvm.run(60_000);

    assertThat(jvm.heard()).hasSize(1);
    assertThat(jvm.complaints()).hasSize(1);
  }

  @Test
  void shouldAcknowledgeLaterWhenTheServiceRefuses() throws IOException {
    freeze("e1");
    NoticeBench jvm = jvm(true).run(2_000);
    azure.refusal = 500;
    jvm.run(5_000);
    azure.refusal = 0;
    jvm.run(60_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  /** The answer may have arrived: a second one would be one too many. */
  @Test
  void shouldNotAcknowledgeTwiceWhenTheConfirmationIsLost() throws IOException {
    freeze("e1");
    azure.late = new CountDownLatch(1);
    NoticeBench jvm = jvm(true).run(2_000);
    CountDownLatch late = azure.late;
    Thread stopping =
        new Thread(
            () -> {
              Eventually.holds("it has begun to answer", () -> !azure.started().isEmpty());
              jvm.channel().interrupt();
            });
    stopping.start();
    jvm.run(60_000);
    late.countDown();

    assertThat(azure.started()).containsExactly("e1");
    assertThat(jvm.complaints())
        .containsExactly("azure was answered, and has not confirmed it: was interrupted");
  }

  @Test
  void shouldAskAndAcknowledgeOnceForAllJvmsOfTheGuest() throws IOException {
    freeze("e1");
    List<NoticeBench> jvms = List.of(jvm(true), jvm(true), jvm(true));
    for (int i = 0; i < 100; i++) {
      for (NoticeBench jvm : jvms) {
        jvm.step();
      }
      clock.advanceMillis(200);
    }

    assertThat(azure.started()).containsExactly("e1");
    assertThat(azure.requests().size()).isLessThan(25);
    for (NoticeBench jvm : jvms) {
      assertThat(jvm.last()).returns("azure:e1", Notice::key).returns(true, Notice::acknowledged);
    }
  }

  @Test
  void shouldWaitForTheHoldOfAnotherJvm() throws IOException {
    freeze("e1");
    NoticeBench first = jvm(true).step();
    NoticeBench second = jvm(false).step();
    second.readiness().hold(30, "rebalancing");
    both(first, second, 25_000);
    assertThat(azure.started()).isEmpty();
    both(first, second, 10_000);

    assertThat(azure.started()).containsExactly("e1");
  }

  private void both(NoticeBench first, NoticeBench second, long millis) {
    for (long passed = 0; passed < millis; passed += 200) {
      first.step();
      second.step();
      clock.advanceMillis(200);
    }
  }

  @Test
  void shouldGoOnWithAnotherJvmWhenTheOneThatAsksEnds() throws IOException {
    freeze("e1");
    NoticeBench first = jvm(true);
    NoticeBench second = jvm(true);
    both(first, second, 20_000);
    first.channel().close();
    azure.begun("e1", "Freeze", "vm-1");
    second.run(5_000);
    azure.gone("e1");
    second.run(5_000);

    assertThat(azure.started()).containsExactly("e1");
    assertThat(second.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.ANNOUNCED, Phase.STARTED, Phase.ENDED);
  }

  @Test
  void shouldNotAcknowledgeAgainAfterARestartInTheMiddle() throws IOException {
    freeze("e1");
    NoticeBench first = jvm(true).run(20_000);
    first.channel().close();
    NoticeBench second = jvm(true).run(20_000);

    assertThat(azure.started()).containsExactly("e1");
    assertThat(second.last()).returns(true, Notice::acknowledged);
  }

  /** Another user has made the folder where the JVMs of this one would meet, and gives it back. */
  @Test
  void shouldAnswerOnceOthersCanBeHeardAgain() throws IOException {
    File planted = new File(parent, "hostshift");
    assertThat(planted.mkdir()).isTrue();
    freeze("e1");
    NoticeBench jvm = jvm(true).run(30_000);
    assertThat(azure.started()).isEmpty();
    assertThat(jvm.last()).returns(true, Notice::waits);

    assertThat(planted.delete()).isTrue();
    jvm.run(30_000);
    assertThat(azure.started()).containsExactly("e1");
  }
}
