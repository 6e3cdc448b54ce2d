package io.hostshift.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Jazzer enters: {@code --target_class=io.hostshift.fuzz.FuzzTarget --target_args=NAME}.
 *
 * <p>As a program it prints the names of all parsers, or writes the seeds of one into a folder.
 */
public final class FuzzTarget {
  private static Fuzzed parser;

  private FuzzTarget() {}

  public static void fuzzerInitialize(String[] arguments) {
    parser = FuzzedParsers.named(arguments[0]);
  }

  public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
    parser.take(bytes);
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      FuzzedParsers.all().forEach(System.out::println);
      return;
    }
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    int number = 0;
    for (byte[] seed : FuzzedParsers.named(arguments[0]).seeds()) {
      Files.write(folder.resolve("seed" + number++), seed);
    }
  }
}
