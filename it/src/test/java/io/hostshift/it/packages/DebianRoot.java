package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Machines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fresh copy of a root that {@code it/setup/roots} has unpacked, for one test. */
final class DebianRoot {
  private static final long LIMIT_SECONDS = 180;

  /** With processes of its own, which end with it, and no network. */
  private static final String ENTER =
      "mount -t proc proc \"$1/proc\" && mount --rbind /dev \"$1/dev\""
          + " && exec chroot \"$1\" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /bin/sh -eu /it/script";

  /** What the package manager keeps of its own work. */
  private static final List<String> ITS_OWN =
      List.of("it", "proc", "dev", "sys", "var/lib/dpkg", "root/.rpmdb", "var/log");

  private final Path root;

  private DebianRoot(Path root) {
    this.root = root;
  }

  static DebianRoot copy(String name, Path folder) throws Exception {
    Path root = folder.resolve(name);
    Process copy =
        new ProcessBuilder(
                "cp", "-a", Machines.folder().resolve("roots/" + name).toString(), root.toString())
            .inheritIO()
            .start();
    assertThat(copy.waitFor()).isZero();
    Files.createDirectories(root.resolve("it"));
    return new DebianRoot(root);
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** Puts a file into the folder {@code /it}. */
  void bring(Path file, String name) throws IOException {
    Files.copy(file, root.resolve("it").resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs a script in it, as root; what it says on both streams. It must succeed. */
  String run(String script) throws Exception {
    Files.writeString(root.resolve("it/script"), script);
    Path said = root.resolve("it/said");
    Process process =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--pid",
                "--net",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                ENTER,
                "enter",
                root.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(said)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    return Files.readString(said);
  }

  /** Its links lead out of the folder, which JUnit warns of. */
  void remove() throws Exception {
    assertThat(new ProcessBuilder("rm", "-rf", root.toString()).inheritIO().start().waitFor())
        .isZero();
  }

  /** All files, with what would tell that one is another one. */
  TreeMap<String, String> files() throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.toList()) {
        String name = root.relativize(file).toString();
        if (ITS_OWN.stream().noneMatch(own -> name.equals(own) || name.startsWith(own + "/"))) {
          files.put(name, look(file));
        }
      }
    }
    return files;
  }

  /** What was added, changed or taken away since; nothing where all is as before. */
  TreeMap<String, String> changes(Map<String, String> before) throws IOException {
    TreeMap<String, String> now = files();
    TreeMap<String, String> changes = new TreeMap<>(now);
    changes.entrySet().removeAll(before.entrySet());
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.put(name, "gone"));
    return changes;
  }

  private static String look(Path file) throws IOException {
    PosixFileAttributes is =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return PosixFilePermissions.toString(is.permissions())
        + (is.isDirectory() ? " folder" : " " + is.size())
        + (is.isSymbolicLink() ? " " + Files.readSymbolicLink(file) : "");
  }
}
