package io.hostshift.it.neighbour;

import io.hostshift.it.FreePort;
import io.hostshift.it.JvmCommand;
import io.hostshift.it.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * What a JVM of a cost measurement has in it: no agent, one that does nothing, ours, or another.
 *
 * @param title as the tables name it
 * @param add adds it to a JVM
 */
record AgentChoice(String title, Consumer<JvmCommand> add) {
  static final AgentChoice NONE = new AgentChoice("no agent", command -> {});
  static final AgentChoice OURS = new AgentChoice("hostshift", command -> command.agent(""));

  private static final String NOTHING =
      """
      public class Nothing {
        public static void premain(String arguments) {}
      }
      """;

  static AgentChoice of(Neighbour neighbour) {
    return new AgentChoice(neighbour.title, command -> neighbour.addTo(command, FreePort.any()));
  }

  /** An agent whose {@code premain} is empty: what any agent costs. */
  static AgentChoice empty(Path folder) throws IOException {
    Program nothing = Program.compile(folder, "Nothing", NOTHING);
    Path jar = folder.resolve("nothing.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", nothing.main());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(nothing.main() + ".class"));
      Files.copy(nothing.classes().resolve(nothing.main() + ".class"), out);
    }
    return new AgentChoice("empty agent", command -> command.options("-javaagent:" + jar));
  }

  /** All that are compared on a JDK. */
  static List<AgentChoice> all(Path folder, int version) throws IOException {
    List<AgentChoice> all = new ArrayList<>(List.of(NONE, empty(folder), OURS));
    for (Neighbour neighbour : Neighbour.values()) {
      if (neighbour.runsOn(version)) {
        all.add(of(neighbour));
      }
    }
    return all;
  }
}
