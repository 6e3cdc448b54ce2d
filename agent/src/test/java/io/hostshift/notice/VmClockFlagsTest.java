package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** vmclock's flags, in a page as the kernel lays it out. */
class VmClockFlagsTest {
  private static final long SOON = 2;
  private static final long IMMINENT = 4;

  @TempDir private Path root;

  private final FakeClock clock = new FakeClock();
  private VmClock device;
  private NoticeBench jvm;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectory(root.resolve("dev"));
    flags(0);
    device = new VmClock(new GuestFiles(root.toFile()));
    jvm = new NoticeBench(new VmClockFlags(device::page, clock::millis), clock, Answering::never);
  }

  private void flags(long flags) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(112).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(0, 0x4b4c4356).putInt(4, 112).putShort(8, (short) 1).putLong(24, flags);
    Files.write(root.resolve("dev/vmclock0"), page.array());
  }

  private void poll() {
    device.read(null);
    jvm.step();
  }

  @Test
  void shouldSayThatADisruptionIsPlannedAndThenImminent() throws IOException {
    poll();
    flags(SOON);
    poll();
    flags(SOON | IMMINENT);
    poll();

    assertThat(jvm.heard())
        .extracting(Notice::text)
        .containsExactly(
            "a disruption is planned, within about a day",
            "a disruption is planned, within about an hour");
  }

  @Test
  void shouldSayItOnceAsLongAsTheFlagStays() throws IOException {
    flags(IMMINENT);
    poll();
    poll();
    poll();

    assertThat(jvm.heard()).hasSize(1);
  }

  @Test
  void shouldExpectTheDisruptionWithinTheHourOnly() throws IOException {
    flags(SOON | IMMINENT);
    poll();

    assertThat(jvm.heard())
        .extracting(notice -> notice.expectUntilMillis() - notice.heardAtMillis())
        .containsExactly(-FakeClock.START_MILLIS, 3_600_000L);
  }

  @Test
  void shouldSayThatItIsOverWhenTheFlagGoes() throws IOException {
    flags(IMMINENT);
    poll();
    flags(0);
    poll();

    assertThat(jvm.last()).returns(Phase.ENDED, Notice::phase);
  }

  @Test
  void shouldSayNothingWithoutADevice() throws IOException {
    Files.delete(root.resolve("dev/vmclock0"));
    poll();

    assertThat(jvm.heard()).isEmpty();
  }
}
