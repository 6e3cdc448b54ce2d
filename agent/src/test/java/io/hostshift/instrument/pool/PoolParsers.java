package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import io.hostshift.fuzz.Fuzzed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The reader of the application's class files. */
public final class PoolParsers {
  private PoolParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "class-file",
            UnavailableException.class,
            FormulaReader::read,
            classFile("/io/hostshift/instrument/processor/Asking.class")));
  }

  private static byte[] classFile(String name) {
    try (InputStream in = PoolParsers.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
