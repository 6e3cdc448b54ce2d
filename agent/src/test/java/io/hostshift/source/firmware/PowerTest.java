package io.hostshift.source.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.processor.Pvr;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PowerVM partitions, and QEMU's machines that look like them. */
class PowerTest {
  private static final String LPARCFG = "proc/powerpc/lparcfg";
  private static final String TREE = "proc/device-tree/";

  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
  }

  @Test
  void shouldNameTheSystemUnderAPartition() throws Exception {
    tree.with(LPARCFG, Fixtures.lparcfg("IBM,0221B2D7W", "IBM,9009-42A", 5));
    Lparcfg source = new Lparcfg(tree.files());

    assertThat(source.read(null).identifiers())
        .containsExactly(
            new Identifier("lparcfg.serial_number", "IBM,0221B2D7W", Scope.INSTANCE),
            new Identifier("lparcfg.system_type", "IBM,9009-42A", Scope.MODEL),
            new Identifier("lparcfg.partition_id", "5", Scope.INSTANCE));
    assertThat(source.page().entitledCapacity()).isEqualTo(1.5);
    assertThat(source.page().sharedProcessors()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2.5", "1, 0, ", "0, 0, 2.5"})
  void shouldKnowTheProcessorsThatAPartitionNeverExceeds(int shared, int capped, Double cap)
      throws Exception {
    String page =
        "serial_number=a\npartition_entitled_capacity=250\ncapped="
            + capped
            + "\nshared_processor_mode="
            + shared
            + "\n";

    OptionalDouble found = LparcfgPage.parse(page.getBytes(), page.length()).cap();

    assertThat(found).isEqualTo(cap == null ? OptionalDouble.empty() : OptionalDouble.of(cap));
  }

  @Test
  void shouldReturnTheSameReadingWhenOnlyCountersChanged() throws Exception {
    tree.with(LPARCFG, Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5));
    Lparcfg source = new Lparcfg(tree.files());
    Reading first = source.read(null);

    tree.with(LPARCFG, Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5));

    assertThat(source.read(first)).isSameAs(first);
  }

  @Test
  void shouldReadTheOlderPath() throws Exception {
    tree.with("proc/ppc64/lparcfg", Fixtures.lparcfg("IBM,B", "IBM,9009-42A", 5));

    assertThat(new Lparcfg(tree.files()).read(null).identifiers())
        .extracting(Identifier::value)
        .contains("IBM,B");
  }

  @Test
  void shouldTakeQemusSerialNumberForTheVms() throws Exception {
    tree.with(LPARCFG, Fixtures.lparcfg("aaaa-1111", "IBM pSeries (emulated by qemu)", 0));

    assertThat(new Lparcfg(tree.files()).read(null).identifiers())
        .containsExactly(
            new Identifier("lparcfg.serial_number", "aaaa-1111", Scope.VM),
            new Identifier("lparcfg.system_type", "IBM pSeries (emulated by qemu)", Scope.MODEL));
  }

  @Test
  void shouldRefuseACapacityThatIsNoNumber() {
    byte[] page = "serial_number=a\npartition_entitled_capacity=x\n".getBytes();

    assertThatThrownBy(() -> LparcfgPage.parse(page, page.length))
        .isInstanceOf(MalformedException.class)
        .hasMessage("partition_entitled_capacity=x");
  }

  @Test
  void shouldNameVmAndHostOfACapturedQemuGuest() throws Exception {
    DeviceTree source = new DeviceTree(GuestTree.resource("ppc64-pseries").files());

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier(
                "devicetree.system-id", "aaaaaaaa-1111-1111-1111-111111111111", Scope.VM),
            new Identifier("devicetree.model", "IBM pSeries (emulated by qemu)", Scope.MODEL),
            new Identifier("devicetree.vm,uuid", "aaaaaaaa-1111-1111-1111-111111111111", Scope.VM),
            new Identifier("devicetree.host-serial", "SERIAL-A", Scope.INSTANCE),
            new Identifier("devicetree.host-model", "MODEL-A", Scope.MODEL));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldNameTheSystemInPowerVmsTree() throws Exception {
    tree.with(TREE + "system-id", "IBM,0221B2D7W\0")
        .with(TREE + "model", "IBM,9009-42A\0")
        .with(TREE + "ibm,partition-uuid", "cccc-1\0");

    assertThat(new DeviceTree(tree.files()).read(null).identifiers())
        .containsExactly(
            new Identifier("devicetree.system-id", "IBM,0221B2D7W", Scope.INSTANCE),
            new Identifier("devicetree.model", "IBM,9009-42A", Scope.MODEL),
            new Identifier("devicetree.ibm,partition-uuid", "cccc-1", Scope.VM));
  }

  @Test
  void shouldNotBelieveAPropertyWithoutItsEnd() throws Exception {
    tree.with(TREE + "system-id", "IBM,0221");

    Reading reading = new DeviceTree(tree.files()).read(null);

    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason()).endsWith("system-id is no text");
  }

  @Test
  void shouldReadThePvrLive() throws Exception {
    tree.with("proc/sys/kernel/osrelease", "6.12.107+deb13-powerpc64le\n");
    long[] register = {0x004e1202};
    Pvr source = new Pvr(tree.files(), Architecture.PPC64LE, () -> () -> register[0]);

    Reading first = source.read(null);
    Reading same = source.read(first);
    register[0] = 0x00800200;
    Reading moved = source.read(same);

    assertThat(first.identifiers())
        .containsExactly(new Identifier("pvr.PVR", "004e1202", Scope.MODEL));
    assertThat(same).isSameAs(first);
    assertThat(moved.identifiers().get(0).value()).isEqualTo("00800200");
  }

  @Test
  void shouldNotExecuteWhatAnOldKernelMayRefuse() throws Exception {
    tree.with("proc/sys/kernel/osrelease", "3.10.0-1160.el7.ppc64le\n")
        .with("proc/cpuinfo", "processor\t: 0\nrevision\t: 2.2 (pvr 004e 1202)\n\n");
    Pvr source =
        new Pvr(
            tree.files(),
            Architecture.PPC64LE,
            () -> {
              throw new AssertionError("opened");
            });

    Reading reading = source.read(null);

    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason())
        .contains("says 004e1202, but from when the processor was brought online")
        .contains("older than 4.18");
  }

  @Test
  void shouldSayWhyThePvrCannotBeReadLive() throws Exception {
    GuestFiles captured = GuestTree.resource("ppc64-pseries").files();
    Pvr source =
        new Pvr(
            captured,
            Architecture.OTHER,
            () -> {
              throw new UnavailableException("no");
            });

    assertThat(source.read(null).reason()).endsWith("read live: no little-endian process");
  }

  @Test
  void shouldShowTheSystemVersionOfFreescales() throws Exception {
    tree.with("proc/cpuinfo", "Vendor\t\t: Freescale\nPVR\t\t: 0x80240020\nSVR\t\t: 0x85190150\n");
    Pvr source = new Pvr(tree.files(), Architecture.OTHER, () -> null);

    assertThat(source.read(null).identifiers())
        .containsExactly(new Identifier("pvr.SVR", "85190150", Scope.MODEL));
  }

  @Test
  void shouldBeAbsentOnOtherProcessors() {
    Pvr source = new Pvr(tree.files(), Architecture.X86_64, () -> null);

    assertThat(source.read(null).state()).isEqualTo(ReadState.ABSENT);
  }
}
