package io.hostshift.source;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.fuzz.Parser;
import io.hostshift.host.Identifier;
import io.hostshift.source.capacity.CapacityParsers;
import io.hostshift.source.device.DeviceParsers;
import io.hostshift.source.file.FileParsers;
import io.hostshift.source.firmware.FirmwareParsers;
import io.hostshift.source.hypervisor.HypervisorParsers;
import io.hostshift.source.kernel.KernelParsers;
import io.hostshift.source.platform.PlatformParsers;
import io.hostshift.source.processor.ProcessorParsers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parsers of guest files, devices and registers, by where these are read; what they share. */
public final class SourceParsers {
  private SourceParsers() {}

  public static List<Fuzzed> all() {
    return Stream.of(
            FileParsers.all(),
            CapacityParsers.all(),
            ProcessorParsers.all(),
            FirmwareParsers.all(),
            HypervisorParsers.all(),
            DeviceParsers.all(),
            PlatformParsers.all(),
            KernelParsers.all())
        .flatMap(List::stream)
        .toList();
  }

  public static Fuzzed fuzzed(String name, Parser parser, byte[]... seeds) {
    return Fuzzed.of(name, MalformedException.class, parser, seeds);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  public static void texts(Map<String, String> texts) {
    texts.values().forEach(SourceParsers::text);
  }

  public static void identifiers(List<Identifier> identifiers) {
    identifiers.forEach(found -> text(found.name()));
    identifiers.forEach(found -> text(found.value()));
    check(
        identifiers.stream().map(Identifier::name).distinct().count() == identifiers.size(),
        "a name stands twice");
  }

  public static int[] registers(byte[] bytes, long count) {
    int[] registers = new int[(int) count];
    ByteBuffer values = ByteBuffer.wrap(bytes);
    for (int i = 0; i < registers.length && values.remaining() >= 4; i++) {
      registers[i] = values.getInt();
    }
    return registers;
  }

  public static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** A value for people: without control characters. */
  public static void text(String value) {
    check(value.chars().noneMatch(Character::isISOControl), "a control character in " + value);
  }
}
