package io.hostshift.source.hypervisor;

import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.identifiers;
import static io.hostshift.source.SourceParsers.registers;
import static io.hostshift.source.SourceParsers.texts;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.Fixtures;
import java.util.List;

/** The parsers of what hypervisors tell their guests. */
public final class HypervisorParsers {
  private HypervisorParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "kvp-pool",
            b -> texts(KvpPool.parse(b, b.length)),
            Fixtures.kvpPool("PhysicalHostName", "HOST-A", "VirtualMachineId", "C1D2")),
        fuzzed(
            "sysinfo",
            b -> identifiers(SysinfoText.parse(b, b.length).identifiers()),
            bytes(Fixtures.sysinfo("ABC", "LP7", "LINUX01"))),
        Fuzzed.of("xen-cpuid", Fuzzed.NONE, HypervisorParsers::xen, new byte[256]));
  }

  private static void xen(byte[] bytes) {
    int[] registers = registers(bytes, XenLeaves.registers());
    XenLeaves.mask(registers);
    identifiers(XenLeaves.identifiers(registers, 0x40000100));
  }
}
