package io.hostshift.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.source.device.BlockSerial;
import io.hostshift.source.device.Downward;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.FwCfg;
import io.hostshift.source.firmware.Lparcfg;
import io.hostshift.source.firmware.Smbios;
import io.hostshift.source.hypervisor.Kvp;
import io.hostshift.source.hypervisor.Sysinfo;
import io.hostshift.source.hypervisor.Xen;
import io.hostshift.source.processor.CpuidAccess;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that can be wrong with a file, for each source that is one. */
class FileSourceTest {
  /** A file of a guest, and another that says that the guest has moved. */
  enum Case {
    VMCLOCK("dev/vmclock0", Fixtures.vmclock(1, 1L), Fixtures.vmclock(2, 1L), VmClock::new),
    KVP(
        "var/lib/hyperv/.kvp_pool_3",
        Fixtures.kvpPool("PhysicalHostName", "HOST-A"),
        Fixtures.kvpPool("PhysicalHostName", "HOST-B"),
        Kvp::new),
    XEN(
        "sys/hypervisor/uuid",
        bytes("a-1\n"),
        bytes("b-2\n"),
        files -> new Xen(files, CpuidAccess.none(""))),
    LPARCFG(
        "proc/powerpc/lparcfg",
        bytes(Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5)),
        bytes(Fixtures.lparcfg("IBM,B", "IBM,9009-42A", 5)),
        Lparcfg::new),
    DEVICE_TREE("proc/device-tree/system-id", bytes("IBM,A\0"), bytes("IBM,B\0"), DeviceTree::new),
    SYSINFO(
        "proc/sysinfo",
        bytes(Fixtures.sysinfo("A", "LP7", "LINUX01")),
        bytes(Fixtures.sysinfo("B", "LP7", "LINUX01")),
        Sysinfo::new),
    FW_CFG(
        "sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw",
        bytes("host-a"),
        bytes("host-b"),
        FwCfg::new),
    SMBIOS(
        "sys/firmware/qemu_fw_cfg/by_name/etc/smbios/smbios-tables/raw",
        Fixtures.smbios("host-a", 1),
        Fixtures.smbios("host-b", 1),
        Smbios::new),
    DMI("sys/class/dmi/id/product_uuid", bytes("a-1\n"), bytes("b-2\n"), Dmi::new),
    DOWNWARD_PORT(
        "dev/virtio-ports/org.github.vhostmd.1",
        bytes(Fixtures.metrics("node-a")),
        bytes(Fixtures.metrics("node-b")),
        files -> Downward.port(files, new Seconds()::next)),
    DOWNWARD_DISK(
        "dev/vdb",
        Fixtures.metricsDisk(Fixtures.metrics("node-a")),
        Fixtures.metricsDisk(Fixtures.metrics("node-b")),
        files -> Downward.disk(files, "vdb", new Seconds()::next)),
    BLOCK_SERIAL(
        "sys/block/vda/serial",
        bytes("host-a\n"),
        bytes("host-b\n"),
        files -> new BlockSerial(files, List.of("vda")));

    final String path;
    final byte[] before;
    final byte[] after;
    final Function<GuestFiles, Source> source;

    Case(String path, byte[] before, byte[] after, Function<GuestFiles, Source> source) {
      this.path = path;
      this.before = before;
      this.after = after;
      this.source = source;
    }

    /** Of such a file each beginning is as good as the whole: nothing says how long it is. */
    boolean hasNoEnd() {
      return this == XEN || this == FW_CFG || this == DMI || this == BLOCK_SERIAL;
    }

    /** Read as far as it is wanted, however long it is. */
    boolean isHead() {
      return this == VMCLOCK || this == DOWNWARD_DISK;
    }
  }

  /** A second later each time. */
  private static final class Seconds {
    private long nanos;

    long next() {
      nanos += TimeUnit.SECONDS.toNanos(1);
      return nanos;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @TempDir Path temp;

  private GuestTree tree(Case one, byte[] bytes) throws Exception {
    GuestTree tree = new GuestTree(temp);
    if (one == Case.XEN) {
      tree.with("sys/hypervisor/type", "xen\n");
    }
    return bytes == null ? tree : tree.with(one.path, bytes);
  }

  private Reading read(Case one, byte[] bytes) throws Exception {
    Reading reading = one.source.apply(tree(one, bytes).files()).read(null);
    assertThat(reading.readable() || !reading.reason().isEmpty()).isTrue();
    return reading;
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadGoodBytes(Case one) throws Exception {
    Reading reading = read(one, one.before);

    assertThat(reading.state()).isEqualTo(ReadState.READABLE);
    assertThat(reading.identifiers()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellTheNextHostAndNothingElseFromThisOne(Case one) throws Exception {
    GuestTree tree = tree(one, one.before);
    Source source = one.source.apply(tree.files());
    Reading before = source.read(null);

    tree.with(one.path, one.after);
    Reading once = source.read(before);
    Reading after = source.read(once);

    List<Identifier> changed = new java.util.ArrayList<>(after.identifiers());
    changed.removeAll(before.identifiers());
    assertThat(changed).hasSize(1);
    assertThat(source.read(after)).isSameAs(after);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeAbsentWithAReason(Case one) throws Exception {
    Reading reading = read(one, null);

    if (one == Case.XEN) {
      assertThat(reading.identifiers()).isEmpty();
    } else {
      assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeDeniedWithAReason(Case one) throws Exception {
    GuestFiles refusing = tree(one, one.before).refusing(new AccessDeniedException(one.path));

    Reading reading = one.source.apply(refusing).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.DENIED);
    assertThat(reading.reason()).contains("may not be read by this user");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayNothingOfTheHostIfItIsEmpty(Case one) throws Exception {
    assertThat(read(one, new byte[0]).identifiers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotTakeBytesThatAreCutOffForAnotherHost(Case one) throws Exception {
    List<Identifier> whole = read(one, one.before).identifiers();

    for (int length = 0; length < one.before.length; length += 1 + one.before.length / 50) {
      List<Identifier> found = read(one, Arrays.copyOf(one.before, length)).identifiers();
      if (!one.hasNoEnd()) {
        assertThat(whole).as("%d bytes", length).containsAll(found);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotTakeGarbageForAHost(Case one) throws Exception {
    byte[] garbage = new byte[300];
    new java.util.Random(42).nextBytes(garbage);

    List<Identifier> found = read(one, garbage).identifiers();

    // What an administrator gives may be any bytes, and is shown as their digest.
    boolean opaque = one == Case.FW_CFG || one == Case.BLOCK_SERIAL;
    assertThat(found).allSatisfy(id -> assertThat(opaque || one == Case.DMI).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotReadWithoutEnd(Case one) throws Exception {
    byte[] endless = Arrays.copyOf(one.before, 4 << 20);

    Reading reading = read(one, endless);

    if (!one.isHead()) {
      assertThat(reading.identifiers()).isEmpty();
      assertThat(reading.reason()).contains("longer than ");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForTheWriterOfAFifo(Case one) throws Exception {
    GuestTree tree = tree(one, null).withFifo(one.path);

    Reading reading = one.source.apply(tree.files()).read(null);

    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason()).contains("a FIFO, not a regular file");
  }
}
