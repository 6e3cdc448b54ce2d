package io.hostshift.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.fuzz.Parser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
        fuzzed("notice-json", Json::parse, bytes("{\"a\":[1,{\"b\":null},true,\"c\"]}")),
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
            b -> Times.parse(new String(b, UTF_8)),
            bytes("Mon, 19 Sep 2016 18:29:47 GMT"),
            bytes("2016-09-19T18:29:47Z")),
        Fuzzed.of(
            "uevent",
            Fuzzed.NONE,
            NoticeParsers::uevent,
            bytes("change@/devices/virtual/a\0ACTION=change\0NEW_VMGENID=1\0SUBSYSTEM=cpu\0")),
        Fuzzed.of(
            "route-messages",
            Fuzzed.NONE,
            b -> {
              RouteMessages.notifyPeers(b, b.length, ByteOrder.LITTLE_ENDIAN);
              RouteMessages.notifyPeers(b, b.length, ByteOrder.BIG_ENDIAN);
            },
            link()));
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

  private static void uevent(byte[] bytes) {
    Uevent event = Uevent.parse(bytes, bytes.length);
    if (event != null) {
      event.newGeneration();
      event.processors();
    }
  }

  /** A link that tells its peers, as the kernel writes it. */
  private static byte[] link() {
    ByteBuffer message = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(40).putShort((short) 16).putShort((short) 0).putLong(0);
    message.putLong(0).putLong(0);
    message.putShort((short) 8).putShort((short) 44).putInt(4);
    return message.array();
  }
}
