package io.hostshift.source.device;

import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.Fixtures;
import java.util.List;

/** The parsers of what devices show. */
public final class DeviceParsers {
  private DeviceParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed("vmclock", b -> VmClockPage.decode(b, b.length), Fixtures.vmclock(3, 1L)),
        fuzzed(
            "downward-metrics", b -> MetricsXml.parse(text(b)), bytes(Fixtures.metrics("node-a"))),
        fuzzed(
            "downward-metrics-disk",
            b -> MetricsXml.parse(MetricsDisk.content(b, b.length)),
            Fixtures.metricsDisk(Fixtures.metrics("node-a"))),
        fuzzed("pci", DeviceParsers::pci, bytes("0x030200")));
  }

  private static void pci(byte[] bytes) {
    PciDevice.counts(text(bytes));
    text(PciDevice.kind(text(bytes), "0x2330", text(bytes), text(bytes)));
  }
}
