package io.hostshift.instrument;

import io.hostshift.fuzz.Fuzzed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The reader of the application's class files. */
public final class InstrumentParsers {
  private InstrumentParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "class-file", UnavailableException.class, FormulaReader::read, classFile("Asking")));
  }

  private static byte[] classFile(String name) {
    try (InputStream in = InstrumentParsers.class.getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
