package io.hostshift.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.fuzz.Mangled;
import io.hostshift.host.Identifier;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever the bytes are, a parser answers with values that are no nonsense, or with a {@link
 * MalformedException} that says what is wrong. Nothing else escapes.
 */
@PropertyDefaults(
    tries = 10_000,
    shrinking = ShrinkingMode.OFF,
    edgeCases = EdgeCasesMode.NONE,
    generation = GenerationMode.RANDOMIZED)
class ParserPropertiesTest {
  private static final byte[] SYSINFO = Fixtures.sysinfo("ABC", "LP7", "LINUX01").getBytes();
  private static final byte[] LPARCFG = Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5).getBytes();
  private static final byte[] SMBIOS = Fixtures.smbios("host-7", 0x11);
  private static final byte[] METRICS = Fixtures.metrics("node-a").getBytes();
  private static final byte[] DISK = Fixtures.metricsDisk(Fixtures.metrics("node-a"));
  private static final byte[] KVP =
      Fixtures.kvpPool("PhysicalHostName", "HOST-A", "VirtualMachineId", "C1D2");

  private interface Parser {
    void parse(byte[] bytes) throws MalformedException;
  }

  private static void holds(byte[] good, long number, Parser parser) {
    byte[] bytes = Mangled.of(good, number);
    try {
      parser.parse(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void areIdentifiers(List<Identifier> identifiers) {
    assertThat(identifiers).allSatisfy(found -> isText(found.value()));
    assertThat(identifiers).extracting(Identifier::name).doesNotHaveDuplicates();
  }

  private static void areTexts(Map<String, String> texts) {
    assertThat(texts.values()).allSatisfy(ParserPropertiesTest::isText);
  }

  private static void isText(String value) {
    assertThat(value.chars().noneMatch(Character::isISOControl)).isTrue();
  }

  @Property
  void vmclockPages(@ForAll long number) {
    holds(
        Fixtures.vmclock(3, 1L),
        number,
        bytes -> assertThat(VmClockPage.decode(bytes, bytes.length)).isNotNull());
  }

  @Property
  void kvpPools(@ForAll long number) {
    holds(KVP, number, bytes -> areTexts(KvpPool.parse(bytes, bytes.length)));
  }

  @Property
  void operatorLines(@ForAll long number) {
    holds(
        "# ours\nvm.id=1\nmodel.cpu=x\nhost=a\n".getBytes(),
        number,
        bytes -> {
          OperatorLines lines = OperatorLines.parse("file", bytes, bytes.length);
          assertThat(lines.identifiers()).extracting(Identifier::name).doesNotHaveDuplicates();
          assertThat(lines.reason()).isNotNull();
        });
  }

  @Property
  void cpuLists(@ForAll long number) {
    holds(
        "0-3,8,10-11\n".getBytes(),
        number,
        bytes -> assertThat(CpuList.parse(bytes, 0, bytes.length).isEmpty()).isFalse());
  }

  @Property
  void cgroupBandwidths(@ForAll long number) {
    holds(
        "200000 100000".getBytes(),
        number,
        bytes ->
            assertThat(CgroupLimit.bandwidth(new String(bytes, UTF_8))).isGreaterThanOrEqualTo(0));
  }

  @Property
  void cgroupMemoryLimits(@ForAll long number) {
    holds(
        "9223372036854771712".getBytes(),
        number,
        bytes -> assertThat(CgroupLimit.memory(new String(bytes, UTF_8))).isNotNegative());
  }

  @Property
  void kernelLines(@ForAll long number) {
    holds(
        "MemTotal:       343504 kB\nMemFree: 1 kB\n".getBytes(),
        number,
        bytes -> {
          int at = KernelLines.after(KernelLines.key("MemTotal:"), bytes, bytes.length);
          assertThat(at).isBetween(-1, bytes.length);
          if (at >= 0) {
            KernelLines.number(bytes, at, bytes.length);
          }
        });
  }

  @Property
  void printableValues(@ForAll long number) {
    holds("host-A\0".getBytes(), number, bytes -> isText(PrintableValue.of(bytes, bytes.length)));
  }

  @Property
  void cpuidLeaves(@ForAll long number) {
    int[] registers = new SplittableRandom(number).ints(CpuidLeaves.registers()).toArray();
    CpuidLeaves.mask(registers);

    assertThat(CpuidLeaves.identifiers(registers))
        .extracting(Identifier::name)
        .doesNotHaveDuplicates();
  }

  @Property
  void xenLeaves(@ForAll long number) {
    int[] registers = new SplittableRandom(number).ints(XenLeaves.registers()).toArray();
    XenLeaves.mask(registers);

    areIdentifiers(XenLeaves.identifiers(registers, 0x40000100));
  }

  @Property
  void lparcfgPages(@ForAll long number) {
    holds(
        LPARCFG,
        number,
        bytes -> {
          LparcfgPage page = LparcfgPage.parse(bytes, bytes.length);
          areIdentifiers(page.identifiers());
          assertThat(page.entitledCapacity()).isNotNegative();
        });
  }

  @Property
  void deviceTreeStrings(@ForAll long number) {
    holds(
        "IBM,0221B2D7W\0second\0".getBytes(),
        number,
        bytes -> isText(DeviceTree.string(bytes, bytes.length)));
  }

  @Property
  void sysinfoTexts(@ForAll long number) {
    holds(
        SYSINFO,
        number,
        bytes -> areIdentifiers(SysinfoText.parse(bytes, bytes.length).identifiers()));
  }

  @Property
  void powerCpuinfos(@ForAll long number) {
    holds(
        "processor\t: 0\nrevision\t: 2.2 (pvr 004e 1202)\nSVR\t\t: 0x85190150\n".getBytes(),
        number,
        bytes -> {
          PowerCpuinfo shown = PowerCpuinfo.parse(bytes, bytes.length);
          assertThat(shown.pvr()).matches("([0-9a-f]{8})?");
          assertThat(shown.svr()).matches("[0-9a-f]*");
        });
  }

  @Property
  void kernelReleases(@ForAll long number) {
    holds(
        "6.12.107+deb13".getBytes(),
        number,
        bytes -> Pvr.atLeast(new String(bytes, ISO_8859_1), 4, 18));
  }

  @Property
  void auxVectors(@ForAll long number) {
    holds(
        Fixtures.auxv(1 << 11),
        number,
        bytes -> AuxVector.value(bytes, bytes.length, ByteOrder.LITTLE_ENDIAN, AuxVector.HWCAP));
  }

  @Property
  void smbiosTables(@ForAll long number) {
    holds(
        SMBIOS,
        number,
        bytes -> areIdentifiers(Smbios.identifiers(SmbiosTable.parse(bytes, bytes.length))));
  }

  @Property
  void metricsDocuments(@ForAll long number) {
    holds(METRICS, number, bytes -> assertThat(MetricsXml.parse(text(bytes))).isNotNull());
  }

  @Property
  void metricsDisks(@ForAll long number) {
    holds(DISK, number, bytes -> assertThat(MetricsDisk.content(bytes, bytes.length)).isNotNull());
  }

  @Property
  void pciDevices(@ForAll long number) {
    holds(
        "0x030200".getBytes(),
        number,
        bytes -> {
          PciDevice.counts(text(bytes));
          isText(PciDevice.kind(text(bytes), "0x2330", text(bytes), text(bytes)));
        });
  }

  @Property
  void hypervisorRows(@ForAll long number) {
    holds(
        "KVM\tcpuid=Microsoft Hv\tdmi.sys_vendor!=*QEMU*".getBytes(),
        number,
        bytes -> HypervisorRow.parse(text(bytes)).fits(HypervisorFacts.of(Map.of("cpuid", "x"))));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
