package io.hostshift.it.cost;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A publisher that runs with the options of the unit in the documentation. */
final class UnitPublisher implements AutoCloseable {
  private static final Path PAGE = Path.of("../docs/publish.md");
  private static final String START = "ExecStart=/usr/bin/hostshift ";

  private final Process process;

  private UnitPublisher(Process process) {
    this.process = process;
  }

  /**
   * @param published the file that it keeps
   * @param folder of its own, where its secret and what it says are kept
   */
  static UnitPublisher start(Jdk jdk, Path published, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(options());
    command.addAll(List.of("-jar", ShippedJars.agent().toString(), "publish"));
    command.addAll(List.of("--to", published.toString()));
    command.addAll(List.of("--secret", folder.resolve("secret").toString()));
    return new UnitPublisher(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start());
  }

  private static List<String> options() throws IOException {
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith(START)) {
        return List.of(line.replaceAll("^ExecStart=\\S+ -J| publish .*", "").split(" -J"));
      }
    }
    throw new IllegalStateException("The unit starts no publisher");
  }

  /** What it has used so far. */
  ProcessCost cost() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The publisher has ended: " + process.exitValue());
    }
    return ProcessCost.of(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
