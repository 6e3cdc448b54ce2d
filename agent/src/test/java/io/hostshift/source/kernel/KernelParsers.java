package io.hostshift.source.kernel;

import static io.hostshift.source.SourceParsers.bytes;

import io.hostshift.fuzz.Fuzzed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The parsers of the kernel's messages. */
public final class KernelParsers {
  private KernelParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "uevent",
            Fuzzed.NONE,
            KernelParsers::uevent,
            bytes("change@/devices/virtual/a\0ACTION=change\0NEW_VMGENID=1\0SUBSYSTEM=cpu\0")),
        Fuzzed.of(
            "route-messages",
            Fuzzed.NONE,
            b -> {
              RouteMessages.links(b, b.length, ByteOrder.LITTLE_ENDIAN);
              RouteMessages.links(b, b.length, ByteOrder.BIG_ENDIAN);
            },
            link()),
        Fuzzed.of(
            "per-cpu-count",
            Fuzzed.NONE,
            b -> InterruptLine.sum(b, b.length),
            bytes("5,0,4294967295\n")));
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
