package io.hostshift.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.base.JsonAnswer;
import io.hostshift.fuzz.Fuzzed;
import io.hostshift.fuzz.Parser;
import java.io.IOException;
import java.util.List;

/** The parsers of notices. */
public final class NoticeParsers {
  private NoticeParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "ec2-maintenance",
            b -> Ec2Maintenance.parse(b, 1),
            bytes(
                "[{\"NotBefore\":\"21 Jan 2019 09:00:43 GMT\",\"Code\":\"system-reboot\","
                    + "\"Description\":\"x\",\"EventId\":\"e-1\",\"State\":\"active\"}]")),
        fuzzed(
            "scheduled-events",
            NoticeParsers::scheduledEvents,
            bytes(
                "{\"DocumentIncarnation\":1,\"Events\":[{\"EventId\":\"A-1\",\"EventStatus\":"
                    + "\"Scheduled\",\"EventType\":\"Freeze\",\"Resources\":[\"vm\"],\"NotBefore\":"
                    + "\"Mon, 19 Sep 2016 18:29:47 GMT\",\"DurationInSeconds\":5}]}")),
        fuzzed("notice-json", JsonAnswer::parse, bytes("{\"a\":[1,{\"b\":null},true,\"c\"]}")),
        fuzzed(
            "vsphere-answer",
            NoticeParsers::vsphere,
            bytes(
                "{\"version\":\"1.0.0\",\"result\":true,\"eventType\":\"start\",\"opType\":"
                    + "\"host-migration\",\"notificationTimeoutInSec\":120,\"operationId\":7277,"
                    + "\"uniqueToken\":\"t\"}")),
        fuzzed(
            "notice-lines",
            b -> NoticeLines.parse(new String(b, UTF_8)),
            bytes(NoticeLines.write(List.of()))),
        Fuzzed.of(
            "notice-time",
            Fuzzed.NONE,
            b -> NoticeTimes.parse(new String(b, UTF_8)),
            bytes("Mon, 19 Sep 2016 18:29:47 GMT"),
            bytes("2016-09-19T18:29:47Z")));
  }

  private static Fuzzed fuzzed(String name, Parser parser, byte[]... seeds) {
    return Fuzzed.of(name, IOException.class, parser, seeds);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void scheduledEvents(byte[] bytes) throws IOException {
    for (ScheduledEvent event : ScheduledEvent.parse(bytes)) {
      event.names("vm");
      event.notice("vm", "azure", 1);
    }
  }

  private static void vsphere(byte[] bytes) throws IOException {
    VsphereAnswer answer = VsphereAnswer.parse(bytes);
    answer.eventType();
    answer.names("token");
    answer.operationType();
    answer.status();
    answer.timeoutMillis();
    answer.newTimeoutMillis();
    answer.acknowledgement();
    if (answer.hasOperation()) {
      answer.operation();
    }
    answer.token();
  }
}
