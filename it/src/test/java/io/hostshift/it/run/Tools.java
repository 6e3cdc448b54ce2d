package io.hostshift.it.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of others, as they are. */
public final class Tools {
  private Tools() {}

  /** A jar that the build has copied, by its artifact's name. */
  public static Path jar(String artifact) {
    return existing(
        Path.of(System.getProperty("hostshift.it.tools", "target/tools"))
            .resolve(artifact + ".jar"),
        "run mvn generate-test-resources");
  }

  /** One of Prometheus' programs. */
  public static Path prometheus(String program) {
    return existing(
        Machines.folder().resolve("prometheus/usr/bin").resolve(program),
        "run it/setup/prometheus, or it/run");
  }

  /** One of the files for monitoring that the project ships. */
  public static Path metrics(String file) {
    return existing(
        Path.of(System.getProperty("hostshift.metrics", "../agent/metrics")).resolve(file),
        "it is part of the project");
  }

  private static Path existing(Path file, String remedy) {
    if (!Files.exists(file)) {
      throw new IllegalStateException("no " + file + ": " + remedy);
    }
    return file.toAbsolutePath().normalize();
  }
}
