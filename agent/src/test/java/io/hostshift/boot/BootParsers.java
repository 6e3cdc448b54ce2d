package io.hostshift.boot;

import io.hostshift.fuzz.Fuzzed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;

/** The parser of the jar's index. */
public final class BootParsers {
  private BootParsers() {}

  public static List<Fuzzed> all() {
    return List.of(Fuzzed.of("jar-index", ZipException.class, BootParsers::index, seed()));
  }

  private static void index(byte[] bytes) throws ZipException {
    int entries = bytes.length == 0 ? 0 : bytes[0] & 7;
    JarIndex index = new JarIndex(bytes, entries);
    int found = index.find("a.class");
    if (found >= 0) {
      index.method(found);
      index.size(found);
      index.offset(found);
    }
  }

  /** One entry of a directory. */
  private static byte[] seed() {
    byte[] entry = new byte[46 + 7];
    entry[0] = 'P';
    entry[1] = 'K';
    entry[2] = 1;
    entry[3] = 2;
    entry[28] = 7;
    System.arraycopy("a.class".getBytes(StandardCharsets.US_ASCII), 0, entry, 46, 7);
    return entry;
  }
}
