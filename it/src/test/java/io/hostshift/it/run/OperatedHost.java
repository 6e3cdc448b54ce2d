package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hosts that a test moves a JVM between, by the operator's file, and rules that give each its
 * number of processors.
 */
public final class OperatedHost {
  private final Path folder;
  private final Path file;
  private final Path rules;
  private int moves;

  /** Begins on a host that no rule fits. */
  public OperatedHost(Path folder, int... processors) {
    this(folder, Map.of(), processors);
  }

  /**
   * As above; the rules give named pools that many threads for each processor.
   *
   * @param pools threads for each processor, by the name of a pool's class or its creator's
   */
  public OperatedHost(Path folder, Map<String, Integer> pools, int... processors) {
    this.folder = folder;
    this.file = folder.resolve("host");
    this.rules = folder.resolve("rules.json");
    StringBuilder text = new StringBuilder("{\"rules\": [");
    for (int i = 0; i < processors.length; i++) {
      text.append(i == 0 ? "" : ",")
          .append("\n  {\"when\": {\"file.host\": \"p")
          .append(processors[i])
          .append("-*\"}, \"processors\": ")
          .append(processors[i]);
      String named = named(pools, processors[i]);
      text.append(named.isEmpty() ? "" : ", \"pools\": {" + named + "}").append("}");
    }
    write(rules, text.append("]}\n").toString());
    write(file, "host=start\n");
  }

  private static String named(Map<String, Integer> pools, int processors) {
    return pools.entrySet().stream()
        .map(pool -> "\"" + pool.getKey() + "\": " + pool.getValue() * processors)
        .collect(Collectors.joining(", "));
  }

  /** Arguments of the agent that make it follow these hosts, and nothing else. */
  public String arguments() {
    return "sources=file+capacity,minRetune=0s,settle=0s,rules=" + rules + ",file=" + file;
  }

  /** Moves to another host, as an operator's script would; its name. */
  public String moveTo(int processors) {
    String name = "p" + processors + "-" + ++moves;
    write(folder.resolve("host.new"), "host=" + name + "\n");
    try {
      Files.move(
          folder.resolve("host.new"),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  private static void write(Path to, String text) {
    try {
      Files.writeString(to, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
