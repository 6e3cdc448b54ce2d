package io.hostshift.it.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small C programs of the tests, compiled where there is a compiler. */
public final class CProgram {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private CProgram() {}

  public static boolean canCompile() {
    return Files.isExecutable(Path.of("/usr/bin/gcc"));
  }

  /** A library to preload, from this source in the folder {@code faults}. */
  public static Path library(Path folder, String name) throws Exception {
    return compile(folder, name, name + ".so", "-shared", "-fPIC", "-ldl");
  }

  /** A program, from this source in the folder {@code faults}. */
  public static Path program(Path folder, String name) throws Exception {
    return compile(folder, name, name);
  }

  private static Path compile(Path folder, String name, String result, String... options)
      throws Exception {
    Path source = folder.resolve(name + ".c");
    try (var in = CProgram.class.getResourceAsStream("/faults/" + name + ".c")) {
      Files.write(source, in.readAllBytes());
    }
    Path compiled = folder.resolve(result);
    List<String> command = new ArrayList<>(List.of("/usr/bin/gcc", "-O1", "-o"));
    command.addAll(List.of(compiled.toString(), source.toString()));
    command.addAll(List.of(options));
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    Lines said = Lines.of(gcc.getInputStream()).awaitEnd(LIMIT);
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc: " + said);
    }
    return compiled;
  }
}
