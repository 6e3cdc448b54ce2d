package io.hostshift.capture;

import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import java.util.List;

/** The parser of what a report has recorded. */
public final class CaptureParsers {
  private CaptureParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "recorded-readings",
            MalformedException.class,
            b -> RecordedSource.parse(text(b)).values().forEach(CaptureParsers::reading),
            bytes(
                "source\tcpuid\tREADABLE\t\nMODEL\tcpuid.hypervisor\tKVMKVMKVM\n"
                    + "source\tgce\tFAILED\tdid not answer in time\n")));
  }

  private static void reading(Reading reading) {
    text(reading.reason());
    reading.identifiers().forEach(found -> text(found.name()));
    reading.identifiers().forEach(found -> text(found.value()));
  }
}
