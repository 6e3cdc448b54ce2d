package io.hostshift.it.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An agent whose {@code premain} is empty: what comes with it comes with any agent. */
public final class EmptyAgent {
  private static final String NAME = "Nothing";
  private static final String SOURCE =
      """
      public class Nothing {
        public static void premain(String arguments) {}
      }
      """;

  private EmptyAgent() {}

  /** Its jar, absolute, in a folder of its own below this one: no class path has it by chance. */
  public static Path jar(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("empty")).toAbsolutePath();
    return Program.compile(own, NAME, SOURCE)
        .pack(own.resolve("agent.jar"), Map.of("Premain-Class", NAME));
  }
}
