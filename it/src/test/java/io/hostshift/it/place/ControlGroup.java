package io.hostshift.it.place;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What all control groups of version 1 have in common that a JVM is started in. */
final class ControlGroup {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Path folder;

  /**
   * @param folder which is made if it is not there
   */
  ControlGroup(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** A group of this test run alone. */
  static ControlGroup own(Path mount) throws IOException {
    return new ControlGroup(mount.resolve("hostshift-it-" + ProcessHandle.current().pid()));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The file that takes the numbers of processes. */
  Path procs() {
    return file("cgroup.procs");
  }

  /** A starter for {@link JvmCommand#startedBy}: what it starts is in the group. */
  String[] starter() {
    return new String[] {"sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", procs().toString()};
  }

  /** Waits until nothing is in it: a process that has ended may be counted for a moment. */
  void remove() throws IOException {
    Eventually.answers(
        "nothing is in the group", LIMIT, () -> Files.readString(procs()), String::isEmpty);
    Files.delete(folder);
  }
}
