package io.hostshift.source.processor;

import static io.hostshift.fuzz.Fuzzed.check;
import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.identifiers;
import static io.hostshift.source.SourceParsers.registers;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.Fixtures;
import java.nio.ByteOrder;
import java.util.List;

/** The parsers of what processors say of themselves. */
public final class ProcessorParsers {
  private ProcessorParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "power-cpuinfo",
            ProcessorParsers::powerCpuinfo,
            bytes("processor\t: 0\nrevision\t: 2.2 (pvr 004e 1202)\nSVR\t\t: 0x85190150\n")),
        fuzzed(
            "kernel-release",
            b -> Pvr.atLeast(new String(b, ISO_8859_1), 4, 18),
            bytes("6.12.107+deb13")),
        fuzzed(
            "aux-vector",
            b -> AuxVector.value(b, b.length, ByteOrder.LITTLE_ENDIAN, AuxVector.HWCAP),
            Fixtures.auxv(1 << 11)),
        Fuzzed.of("cpuid", Fuzzed.NONE, ProcessorParsers::cpuid, new byte[1024]));
  }

  private static void powerCpuinfo(byte[] bytes) {
    PowerCpuinfo shown = PowerCpuinfo.parse(bytes, bytes.length);
    check(shown.pvr().matches("([0-9a-f]{8})?"), "no register: " + shown.pvr());
    check(shown.svr().matches("[0-9a-f]*"), "no register: " + shown.svr());
  }

  private static void cpuid(byte[] bytes) {
    int[] registers = registers(bytes, CpuidLeaves.registers());
    CpuidLeaves.mask(registers);
    identifiers(CpuidLeaves.identifiers(registers));
  }
}
