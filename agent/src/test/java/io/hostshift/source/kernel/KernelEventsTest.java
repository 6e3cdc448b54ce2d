package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.nativeaccess.Alarm;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.NetlinkSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets and the kernel's real messages; root alone may have it send some. */
@Timeout(60)
class KernelEventsTest {
  private static final Path NULL_DEVICE = Path.of("/sys/devices/virtual/mem/null/uevent");
  private static final Path PROCESSOR = Path.of("/sys/devices/system/cpu/cpu0/uevent");
  private static final int GROUP = 1;

  private final Jna jna = new Jna(null);
  private final byte[] message = new byte[32 * 1024];

  @BeforeAll
  static void onLinuxOnly() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void shouldHearTheKernelsEvents() throws Exception {
    assumeTrue(Files.isWritable(NULL_DEVICE), "only root may have the kernel send an event");
    try (NetlinkSocket socket = NetlinkSocket.open(jna, NetlinkSocket.KOBJECT_UEVENT, GROUP);
        Alarm alarm = Alarm.set(jna)) {
      Files.writeString(NULL_DEVICE, "change");

      Uevent event = null;
      while (event == null || !event.property("DEVPATH").equals("/devices/virtual/mem/null")) {
        assertThat(NetlinkSocket.await(alarm, socket)).isTrue();
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
    try (NetlinkSocket socket = NetlinkSocket.open(jna, NetlinkSocket.ROUTE, 0);
        Alarm alarm = Alarm.set(jna)) {
      alarm.ring();
      assertThat(socket.receive(message)).isEqualTo(NetlinkSocket.NOTHING);
      assertThat(NetlinkSocket.await(alarm, socket)).isTrue();
    }
  }

  @Test
  void shouldNotTakeAMessageThatIsLongerThanItsRoom() throws Exception {
    assumeTrue(Files.isWritable(NULL_DEVICE), "only root may have the kernel send an event");
    try (NetlinkSocket socket = NetlinkSocket.open(jna, NetlinkSocket.KOBJECT_UEVENT, GROUP);
        Alarm alarm = Alarm.set(jna)) {
      Files.writeString(NULL_DEVICE, "change");
      assertThat(NetlinkSocket.await(alarm, socket)).isTrue();

      assertThat(socket.receive(new byte[8])).isEqualTo(NetlinkSocket.IGNORED);
    }
  }

  /** The kernel sends the event that is written, and switches no processor. */
  @Test
  void shouldHintAtAProcessorThatCameOrWent() throws Exception {
    assumeTrue(Files.isWritable(PROCESSOR), "only root may have the kernel send an event");
    VmGeneration generation = new VmGeneration(true);
    BlockingQueue<String> hints = new LinkedBlockingQueue<>();
    KernelEvents events = KernelEvents.listen(jna, generation, null, hints::add);
    try {
      String hint = null;
      for (int i = 0; i < 100 && hint == null; i++) {
        Files.writeString(PROCESSOR, "online");
        hint = hints.poll(100, TimeUnit.MILLISECONDS);
      }
      assertThat(hint).isEqualTo(KernelEvents.PROCESSORS);
      assertThat(generation.read(null).identifiers())
          .containsExactly(new Identifier("vmgenid.uevents", "0", Scope.VM));
      assertThat(events.unavailable()).isNull();
    } finally {
      events.stop();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getId() == events.threadId()) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
