package io.hostshift.source.firmware;

import static io.hostshift.fuzz.Fuzzed.check;
import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.identifiers;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.Fixtures;
import io.hostshift.source.MalformedException;
import io.hostshift.source.PrintableValue;
import java.util.List;

/** The parsers of firmware tables. */
public final class FirmwareParsers {
  private FirmwareParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed("fw-cfg-entry", b -> text(PrintableValue.of(b, b.length)), bytes("host-A\0")),
        fuzzed(
            "device-tree", b -> text(DeviceTree.string(b, b.length)), bytes("IBM,0221B2D\0two\0")),
        fuzzed(
            "lparcfg",
            FirmwareParsers::lparcfg,
            bytes(Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5))),
        fuzzed(
            "smbios",
            b -> identifiers(Smbios.identifiers(SmbiosTable.parse(b, b.length))),
            Fixtures.smbios("host-7", 0x11)));
  }

  private static void lparcfg(byte[] bytes) throws MalformedException {
    LparcfgPage page = LparcfgPage.parse(bytes, bytes.length);
    identifiers(page.identifiers());
    check(page.entitledCapacity() >= 0, "a negative capacity");
  }
}
