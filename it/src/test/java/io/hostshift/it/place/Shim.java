package io.hostshift.it.place;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.CProgram;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The library below a JVM that breaks reads and the wall clock for the agent's threads. */
public final class Shim {
  private final Path folder;

  /** Nothing is broken yet. */
  public Shim(Path folder) throws IOException {
    this.folder = folder;
    fault("none");
  }

  /** Puts it below a JVM of this JDK, whose own files are spared. */
  public JvmCommand below(JvmCommand command, Jdk jdk) throws Exception {
    assumeThat(CProgram.canCompile()).as("a C compiler").isTrue();
    return command
        .environment("LD_PRELOAD", CProgram.library(folder, "shim").toString())
        .environment("FAULT_CONTROL", folder.resolve("control").toString())
        .environment("FAULT_SPARED", jdk.home().toRealPath() + "/")
        .environment("FAULT_CLOCK", folder.resolve("clock").toString());
  }

  /**
   * @param mode {@code none}, {@code fail}, {@code hang}, {@code short} or {@code change}
   */
  public void fault(String mode) throws IOException {
    replace("control", mode);
  }

  /** Sets the wall clock off by so many seconds. */
  public void clock(long seconds) throws IOException {
    replace("clock", Long.toString(seconds));
  }

  private void replace(String name, String text) throws IOException {
    Path complete = Files.writeString(folder.resolve(name + ".new"), text);
    Files.move(
        complete,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
