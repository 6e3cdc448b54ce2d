package io.hostshift.source.platform;

import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import java.util.List;
import java.util.Map;

/** The parser of the table of platforms. */
public final class PlatformParsers {
  private PlatformParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "platform-row",
            b -> PlatformRow.parse(text(b)).fits(PlatformFacts.of(Map.of("cpuid", "x"))),
            bytes("hypervisor\tKVM\tcpuid=Microsoft Hv\tdmi.sys_vendor!=*QEMU*")));
  }
}
