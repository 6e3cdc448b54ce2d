package io.hostshift.source;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.fuzz.Parser;
import io.hostshift.host.Identifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** The parsers of guest files, devices and registers. */
public final class SourceParsers {
  private SourceParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed("vmclock", b -> VmClockPage.decode(b, b.length), Fixtures.vmclock(3, 1L)),
        fuzzed(
            "kvp-pool",
            b -> texts(KvpPool.parse(b, b.length)),
            Fixtures.kvpPool("PhysicalHostName", "HOST-A", "VirtualMachineId", "C1D2")),
        fuzzed(
            "operator-file",
            SourceParsers::operatorLines,
            bytes("# ours\nvm.id=1\nmodel.cpu=x\nhost=a\n")),
        fuzzed("cpu-list", b -> CpuList.parse(b, 0, b.length), bytes("0-3,8,10-11\n")),
        fuzzed("cgroup-bandwidth", b -> CgroupLimit.bandwidth(text(b)), bytes("200000 100000")),
        fuzzed("cgroup-memory", b -> CgroupLimit.memory(text(b)), bytes("9223372036854771712")),
        Fuzzed.of("cgroup-folders", Fuzzed.NONE, SourceParsers::folders, folderSeed()),
        fuzzed(
            "kernel-lines",
            SourceParsers::kernelLines,
            bytes("MemTotal:       343504 kB\nMemFree: 1 kB\n")),
        fuzzed(
            "selected-lines",
            SourceParsers::selectedLines,
            bytes("processor\t: 0\nmodel name\t: x\nrevision\t: 2.2 (pvr 004e 1202)\n")),
        fuzzed("fw-cfg-entry", b -> text(PrintableValue.of(b, b.length)), bytes("host-A\0")),
        fuzzed(
            "device-tree", b -> text(DeviceTree.string(b, b.length)), bytes("IBM,0221B2D\0two\0")),
        fuzzed(
            "lparcfg",
            b -> identifiers(LparcfgPage.parse(b, b.length).identifiers()),
            bytes(Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5))),
        fuzzed(
            "sysinfo",
            b -> identifiers(SysinfoText.parse(b, b.length).identifiers()),
            bytes(Fixtures.sysinfo("ABC", "LP7", "LINUX01"))),
        fuzzed(
            "power-cpuinfo",
            b -> text(PowerCpuinfo.parse(b, b.length).pvr()),
            bytes("processor\t: 0\nrevision\t: 2.2 (pvr 004e 1202)\nSVR\t\t: 0x85190150\n")),
        fuzzed(
            "kernel-release",
            b -> Pvr.atLeast(new String(b, ISO_8859_1), 4, 18),
            bytes("6.12.107+deb13")),
        fuzzed(
            "aux-vector",
            b -> AuxVector.value(b, b.length, ByteOrder.LITTLE_ENDIAN, AuxVector.HWCAP),
            Fixtures.auxv(1 << 11)),
        fuzzed(
            "smbios",
            b -> identifiers(Smbios.identifiers(SmbiosTable.parse(b, b.length))),
            Fixtures.smbios("host-7", 0x11)),
        fuzzed(
            "downward-metrics", b -> MetricsXml.parse(text(b)), bytes(Fixtures.metrics("node-a"))),
        fuzzed(
            "downward-metrics-disk",
            b -> MetricsXml.parse(MetricsDisk.content(b, b.length)),
            Fixtures.metricsDisk(Fixtures.metrics("node-a"))),
        fuzzed("pci", SourceParsers::pci, bytes("0x030200")),
        fuzzed(
            "hypervisor-row",
            b -> HypervisorRow.parse(text(b)).fits(HypervisorFacts.of(Map.of("cpuid", "x"))),
            bytes("KVM\tcpuid=Microsoft Hv\tdmi.sys_vendor!=*QEMU*")),
        Fuzzed.of("cpuid", Fuzzed.NONE, SourceParsers::cpuid, new byte[1024]),
        Fuzzed.of("xen-cpuid", Fuzzed.NONE, SourceParsers::xen, new byte[256]));
  }

  private static Fuzzed fuzzed(String name, Parser parser, byte[]... seeds) {
    return Fuzzed.of(name, MalformedException.class, parser, seeds);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void text(String value) {
    check(value.chars().noneMatch(Character::isISOControl), "a control character in " + value);
  }

  private static void texts(Map<String, String> texts) {
    texts.values().forEach(SourceParsers::text);
  }

  private static void identifiers(List<Identifier> identifiers) {
    identifiers.forEach(found -> text(found.name()));
    identifiers.forEach(found -> text(found.value()));
    check(
        identifiers.stream().map(Identifier::name).distinct().count() == identifiers.size(),
        "a name stands twice");
  }

  /** Tabs are let through within a line. */
  private static void operatorLines(byte[] bytes) {
    for (Identifier found : OperatorLines.parse("file", bytes, bytes.length).identifiers()) {
      text(found.name().replace('\t', ' '));
      text(found.value().replace('\t', ' '));
    }
  }

  private static byte[] folderSeed() {
    return bytes(
        "29 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n\0"
            + "0::/system.slice/java.service\n");
  }

  private static void folders(byte[] bytes) {
    String[] files = text(bytes).split("\0", 2);
    String cgroup = files.length == 2 ? files[1] : "0::/a\n";
    CgroupFolders.of(files[0], cgroup, null);
    CgroupFolders.of(files[0], cgroup, "cpu");
  }

  private static void kernelLines(byte[] bytes) throws MalformedException {
    int at = KernelLines.after(KernelLines.key("MemTotal:"), bytes, bytes.length);
    if (at >= 0) {
      KernelLines.number(bytes, at, bytes.length);
    }
  }

  private static void selectedLines(byte[] bytes) {
    SelectedLines lines = new SelectedLines("model name", "revision");
    lines.refresh(bytes, bytes.length);
    lines.text(0);
    lines.text(1);
  }

  private static void pci(byte[] bytes) {
    PciDevice.counts(text(bytes));
    text(PciDevice.kind(text(bytes), "0x2330", text(bytes), text(bytes)));
  }

  private static void cpuid(byte[] bytes) {
    int[] registers = registers(bytes, CpuidLeaves.registers());
    CpuidLeaves.mask(registers);
    identifiers(CpuidLeaves.identifiers(registers));
  }

  private static void xen(byte[] bytes) {
    int[] registers = registers(bytes, XenLeaves.registers());
    XenLeaves.mask(registers);
    identifiers(XenLeaves.identifiers(registers, 0x40000100));
  }

  private static int[] registers(byte[] bytes, long count) {
    int[] registers = new int[(int) count];
    ByteBuffer values = ByteBuffer.wrap(bytes);
    for (int i = 0; i < registers.length && values.remaining() >= 4; i++) {
      registers[i] = values.getInt();
    }
    return registers;
  }
}
