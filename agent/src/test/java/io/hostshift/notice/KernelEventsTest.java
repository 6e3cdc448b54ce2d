package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.NetlinkSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real sockets and the kernel's real messages; root alone may have it send some. */
class KernelEventsTest {
  private static final Path NULL_DEVICE = Path.of("/sys/devices/virtual/mem/null/uevent");
  private static final int GROUP = 1;

  private final byte[] message = new byte[32 * 1024];

  @BeforeAll
  static void onLinuxOnly() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void shouldHearTheKernelsEvents() throws Exception {
    assumeTrue(Files.isWritable(NULL_DEVICE), "only root may have the kernel send an event");
    try (NetlinkSocket socket =
        NetlinkSocket.open(new Jna(null), NetlinkSocket.KOBJECT_UEVENT, GROUP)) {
      Files.writeString(NULL_DEVICE, "change");

      Uevent event = null;
      while (event == null || !event.property("DEVPATH").equals("/devices/virtual/mem/null")) {
        assertThat(NetlinkSocket.await(5000, socket)).isTrue();
        int length = socket.receive(message);
        assertThat(length).isPositive();
        event = Uevent.parse(message, length);
      }
      assertThat(event.property("ACTION")).isEqualTo("change");
      assertThat(event.property("SUBSYSTEM")).isEqualTo("mem");
      assertThat(event.newGeneration()).isFalse();
    }
  }

  @Test
  void shouldSayWhenThereIsNothingToHear() throws Exception {
    try (NetlinkSocket socket = NetlinkSocket.open(new Jna(null), NetlinkSocket.ROUTE, 0)) {
      assertThat(socket.receive(message)).isEqualTo(NetlinkSocket.NOTHING);
      assertThat(NetlinkSocket.await(1, socket)).isTrue();
    }
  }

  @Test
  void shouldNotTakeAMessageThatIsLongerThanItsRoom() throws Exception {
    assumeTrue(Files.isWritable(NULL_DEVICE), "only root may have the kernel send an event");
    try (NetlinkSocket socket =
        NetlinkSocket.open(new Jna(null), NetlinkSocket.KOBJECT_UEVENT, GROUP)) {
      Files.writeString(NULL_DEVICE, "change");
      assertThat(NetlinkSocket.await(5000, socket)).isTrue();

      assertThat(socket.receive(new byte[8])).isEqualTo(NetlinkSocket.IGNORED);
    }
  }
}
