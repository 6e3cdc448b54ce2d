package io.hostshift.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.hostshift.base.FakeClock;
import io.hostshift.host.MigrationModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** EC2's scheduled maintenance against a service that wants a token. */
class Ec2MaintenanceTest {
  private static final String REBOOT =
      "[{\"NotBefore\":\"21 Jan 2027 09:00:43 GMT\",\"Code\":\"system-reboot\",\"Description\":"
          + "\"scheduled reboot\",\"EventId\":\"instance-event-0d59937288b749b32\","
          + "\"NotAfter\":\"21 Jan 2027 09:17:23 GMT\",\"State\":\"active\"}]";

  private final FakeClock clock = new FakeClock();

  /** Accepts one token at a time. */
  private static final class Ec2StandIn extends StandIn {
    private volatile String token = "TOKEN-1==";
    private volatile String scheduled = "[]";

    Ec2StandIn() throws IOException {}

    @Override
    Reply answer(HttpExchange request, String body) {
      switch (request.getRequestMethod() + " " + request.getRequestURI()) {
        case "PUT /latest/api/token":
          return has(request, "X-aws-ec2-metadata-token-ttl-seconds", "21600")
              ? new Reply(200, token)
              : new Reply(400, "");
        case "GET /latest/meta-data/events/maintenance/scheduled":
          if (!has(request, "X-aws-ec2-metadata-token", token)) {
            return new Reply(401, "");
          }
          return scheduled == null ? new Reply(404, "") : new Reply(200, scheduled);
        default:
          return new Reply(404, "");
      }
    }
  }

  private NoticeBench jvm(Ec2StandIn ec2) {
    return new NoticeBench(
        new Ec2Maintenance(ec2.http(), clock::nanos, clock::millis), clock, Answering::never);
  }

  @Test
  void shouldAnnounceAReboot() throws IOException {
    try (Ec2StandIn ec2 = new Ec2StandIn()) {
      ec2.scheduled = REBOOT;

      assertThat(jvm(ec2).step().last())
          .returns("ec2:instance-event-0d59937288b749b32", Notice::key)
          .returns(NoticeKind.RESTART, Notice::kind)
          .returns("system-reboot: scheduled reboot", Notice::text)
          .returns(1_800_522_043_000L, Notice::notBeforeMillis);
    }
  }

  @Test
  void shouldSayThatItIsCancelledOrDone() throws IOException {
    for (String[] end : new String[][] {{"canceled", "CANCELLED"}, {"completed", "ENDED"}}) {
      try (Ec2StandIn ec2 = new Ec2StandIn()) {
        ec2.scheduled = REBOOT;
        NoticeBench jvm = jvm(ec2).step();
        ec2.scheduled = REBOOT.replace("active", end[0]);
        jvm.run(130_000);

        assertThat(jvm.heard()).hasSize(2);
        assertThat(jvm.last().phase()).hasToString(end[1]);
      }
    }
  }

  @Test
  void shouldSayNothingOfWhatIsLongOver() throws IOException {
    try (Ec2StandIn ec2 = new Ec2StandIn()) {
      ec2.scheduled = REBOOT.replace("active", "completed");

      assertThat(jvm(ec2).run(130_000).heard()).isEmpty();
    }
  }

  @Test
  void shouldTakeAnAbsentKeyForNoMaintenance() throws IOException {
    try (Ec2StandIn ec2 = new Ec2StandIn()) {
      ec2.scheduled = null;
      NoticeBench jvm = jvm(ec2).step();

      assertThat(jvm.heard()).isEmpty();
      assertThat(jvm.complaints()).isEmpty();
    }
  }

  @Test
  void shouldAskOnceAMinuteWithOneTokenUntilItIsNotAcceptedAnyMore() throws IOException {
    try (Ec2StandIn ec2 = new Ec2StandIn()) {
      NoticeBench jvm = jvm(ec2).run(290_000);
      assertThat(ec2.requests()).hasSize(6).startsWith("PUT /latest/api/token");
      ec2.token = "TOKEN-2==";
      jvm.run(60_000);

      assertThat(ec2.requests()).hasSize(9);
      assertThat(jvm.complaints()).isEmpty();
    }
  }

  @Test
  void shouldNotCallLiveMigrationsAnnounced() throws IOException {
    try (Ec2StandIn ec2 = new Ec2StandIn()) {
      assertThat(jvm(ec2).step().channel().model()).isEqualTo(MigrationModel.TRANSPARENT);
    }
  }

  @Test
  void shouldTakeNoGarbageForMaintenance() {
    for (String garbage : new String[] {"", "{}", "[1]", "[{}]", "[{\"Code\":\"x\"}]", "[{"}) {
      assertThatThrownBy(() -> Ec2Maintenance.parse(garbage.getBytes(UTF_8), 0))
          .isInstanceOf(IOException.class);
    }
  }
}
