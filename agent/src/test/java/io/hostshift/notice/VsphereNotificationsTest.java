package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** vSphere's notifications through a vmtoolsd that answers as VMware's does. */
class VsphereNotificationsTest {
  private static final String START =
      "{\"version\":\"1.0.0\",\"result\":true,\"eventType\":\"start\",\"opType\":\"host-migration\","
          + "\"eventGenTimeInSec\":1662130112,\"notificationTimeoutInSec\":120,"
          + "\"destNotificationTimeoutInSec\":120,\"notificationTypes\":[\"sla-miss\"],"
          + "\"operationId\":7277131614788224}";
  private static final String END =
      "{\"version\":\"1.0.0\",\"result\":true,\"eventType\":\"end\",\"opType\":\"host-migration\","
          + "\"opStatus\":\"success\",\"eventGenTimeInSec\":1662130230,"
          + "\"notificationTypes\":[\"sla-miss\"],\"operationId\":7277131614788224}";

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private NoticeBench jvm;

  @BeforeEach
  void install() throws IOException {
    VmtoolsdStandIn.install(folder);
    ProgramPath path = ProgramPath.usualAnd(folder.toString());
    ChildProcess child = new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(60));
    jvm =
        new NoticeBench(
            new VsphereNotifications(path, child, clock::millis),
            clock,
            readiness -> Answering.forItself(readiness, true));
  }

  /** The next answer to check-for-event; several are given one a call. */
  private void says(String... events) throws IOException {
    for (String event : events) {
      VmtoolsdStandIn.event(folder, event);
    }
  }

  private List<String> calls(String command) throws IOException {
    return VmtoolsdStandIn.calls(folder, command);
  }

  @Test
  void shouldRegisterOnceAndBeCooperativeThen() throws IOException {
    jvm.run(20_000);

    assertThat(calls("register"))
        .containsExactly(
            "register {\"appName\":\"hostshift\",\"notificationTypes\":[\"sla-miss\"]}");
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.COOPERATIVE);
  }

  @Test
  void shouldAnnounceAMigrationWithTheTimeThatTheHostWaits() throws IOException {
    says(START);

    assertThat(jvm.step().last())
        .returns("vsphere:7277131614788224", Notice::key)
        .returns(NoticeKind.MIGRATION, Notice::kind)
        .returns(true, Notice::waits)
        .returns(clock.millis() + 120_000, Notice::limitMillis);
  }

  @Test
  void shouldAcknowledgeOnceAndHearTheEnd() throws IOException {
    says(START);
    jvm.run(10_000);
    says(END);
    jvm.run(5_000);

    assertThat(calls("ack-event"))
        .containsExactly(
            "ack-event {\"operationId\":7277131614788224,\"uniqueToken\":\"token-1\"}");
    assertThat(jvm.heard())
        .extracting(Notice::phase)
        .containsExactly(Phase.ANNOUNCED, Phase.ANNOUNCED, Phase.ENDED);
  }

  @Test
  void shouldWaitForWhoeverHolds() throws IOException {
    says(START);
    jvm.step();
    jvm.readiness().hold(30, "backup");
    jvm.run(25_000);
    assertThat(calls("ack-event")).isEmpty();
    jvm.run(10_000);

    assertThat(calls("ack-event")).hasSize(1);
  }

  @Test
  void shouldFollowAnotherTimeLimit() throws IOException {
    says(START);
    jvm.step();
    long heard = jvm.last().heardAtMillis();
    jvm.readiness().hold(3_600, "hangs");
    says(
        "{\"version\":\"1.0.0\",\"result\":true,\"eventType\":\"timeout-change\","
            + "\"eventGenTimeInSec\":1662130120,\"newNotificationTimeoutInSec\":20}");
    jvm.run(3_000);
    assertThat(jvm.last()).returns(heard + 20_000, Notice::limitMillis);
    jvm.run(40_000);

    assertThat(calls("ack-event")).isEmpty();
  }

  @Test
  void shouldSayThatTheMoveHasFailed() throws IOException {
    says(START);
    jvm.run(10_000);
    says(END.replace("success", "failure"));
    jvm.run(5_000);

    assertThat(jvm.last())
        .returns(Phase.CANCELLED, Notice::phase)
        .returns("host-migration, failure", Notice::text);
  }

  @Test
  void shouldTellTwoOperationsApart() throws IOException {
    says(START, START.replace("7277131614788224", "42"));
    jvm.run(10_000);

    assertThat(calls("ack-event"))
        .hasSize(2)
        .anyMatch(call -> call.contains("7277131614788224"))
        .anyMatch(call -> call.contains(":42,"));
  }

  @Test
  void shouldRegisterAgainWhenTheHostHasForgotten() throws IOException {
    jvm.run(6_000);
    VmtoolsdStandIn.refuse(folder, "check-for-event");
    jvm.run(6_000);
    VmtoolsdStandIn.allow(folder, "check-for-event");
    says(START);
    jvm.run(30_000);

    assertThat(calls("register").size()).isBetween(2, 4);
    assertThat(calls("ack-event")).singleElement().asString().contains("\"token-");
    assertThat(jvm.complaints()).hasSize(1);
  }

  @Test
  void shouldSayOnceWhereTheAdministratorHasNotAllowedIt() throws IOException {
    VmtoolsdStandIn.refuse(folder, "register");
    jvm.run(600_000);

    assertThat(calls("register").size()).isBetween(7, 9);
    assertThat(jvm.complaints())
        .singleElement()
        .asString()
        .startsWith("no notices from vsphere for now: ")
        .contains("register was refused");
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.TRANSPARENT);
  }

  @Test
  void shouldTakeNoGarbageForAnEventAndKeepItsRegistration() throws IOException {
    jvm.step();
    for (String garbage :
        List.of("", "oops", "[]", "{\"result\":true,\"eventType\":\"start\"}", "{\"result\"")) {
      says(garbage);
    }
    jvm.run(90_000);

    assertThat(jvm.heard()).isEmpty();
    assertThat(calls("register")).hasSize(1);
    assertThat(jvm.complaints()).isNotEmpty();
  }

  @Test
  void shouldTryAgainWhenAnAcknowledgementIsRefused() throws IOException {
    VmtoolsdStandIn.refuse(folder, "ack-event");
    says(START);
    jvm.run(8_000);
    VmtoolsdStandIn.allow(folder, "ack-event");
    jvm.run(20_000);

    assertThat(jvm.last()).returns(true, Notice::acknowledged);
    assertThat(jvm.complaints()).hasSize(1);
  }

  @Test
  void shouldTakeItsRegistrationBackAtTheEnd() throws IOException {
    jvm.step();
    jvm.channel().close();

    assertThat(calls("unregister")).containsExactly("unregister {\"uniqueToken\":\"token-1\"}");
  }

  @Test
  void shouldSayWhereTheProgramIsMissing() throws IOException {
    Files.delete(folder.resolve("vmtoolsd"));
    jvm.step();

    assertThat(jvm.complaints())
        .singleElement()
        .asString()
        .startsWith("no notices from vsphere for now: vmtoolsd (open-vm-tools) is in none of ");
  }
}
