package io.hostshift.hotspot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.base.UnavailableException;
import io.hostshift.fuzz.Fuzzed;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** The parsers of libraries and of memory maps. */
public final class HotspotParsers {
  private HotspotParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "elf-symbols",
            IOException.class,
            HotspotParsers::symbols,
            ElfSymbolsTest.library(ByteOrder.LITTLE_ENDIAN),
            ElfSymbolsTest.library(ByteOrder.BIG_ENDIAN)),
        Fuzzed.of(
            "memory-map",
            UnavailableException.class,
            b -> MemoryMap.parse(new String(b, UTF_8), "libjvm.so").writable(0x1000, 8),
            MemoryMapTest.MAPS.getBytes(UTF_8)),
        Fuzzed.of(
            "mapping",
            IllegalArgumentException.class,
            b -> Mapping.parse(new String(b, UTF_8)),
            MemoryMapTest.MAPS.split("\n")[1].getBytes(UTF_8)));
  }

  private static void symbols(byte[] elf) throws IOException {
    Bytes file =
        (position, into, length) -> {
          if (position < 0 || length > elf.length || position > elf.length - length) {
            throw new EOFException("0x" + Long.toHexString(position));
          }
          System.arraycopy(elf, (int) position, into, 0, length);
        };
    ElfSymbols.read(file, elf.length, "gHot").address("gHotA");
  }
}
