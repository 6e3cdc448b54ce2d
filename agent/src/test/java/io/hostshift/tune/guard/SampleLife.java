package io.hostshift.tune.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lives of JVMs in a folder that has what /proc has of them. */
final class SampleLife {
  private final Path proc;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>(Map.of("java.vm.version", "17"));

  SampleLife(Path folder) throws IOException {
    proc = Files.createDirectories(folder.resolve("proc"));
    properties.put("user.dir", folder.toString());
    boot("first");
  }

  SampleLife boot(String id) throws IOException {
    Path random = Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(random.resolve("boot_id"), id + "\n");
    return this;
  }

  SampleLife environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  SampleLife property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** A process that is there from now on, as which this one reads itself. */
  Life begin(int pid, long start, String... command) throws IOException {
    Path process = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(process.resolve("cmdline"), String.join("\0", command) + "\0");
    String fields = "S" + " 0".repeat(18) + " " + start + " 0 0";
    Files.writeString(process.resolve("stat"), pid + " (java (1) x) " + fields + "\n");
    Files.deleteIfExists(proc.resolve("self"));
    Files.createSymbolicLink(proc.resolve("self"), Path.of(Integer.toString(pid)));
    return Life.ofThisJvm(proc.toFile(), environment::get, properties::get);
  }

  /** Its process is gone, and the kernel has freed the locks of its marks: copies have none. */
  void kill(int pid, Path marks) throws IOException {
    try (var files = Files.list(proc.resolve(Integer.toString(pid)))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Path mark : list(marks)) {
      if (mark.getFileName().toString().contains("-" + pid + "-")) {
        Path copy = Files.copy(mark, marks.resolve("copy"));
        Files.move(copy, mark, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
