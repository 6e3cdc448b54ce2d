package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fresh root in which systemd runs as process 1, as in a container, until it is closed. */
final class RunningDebian implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  /** Ends it with this JVM, in whatever way that ends. */
  private static final String TETHER =
      "sh -c \"$@\" </dev/null & child=$!; cat >/dev/null; kill -9 $child; wait $child || true";

  private final DebianRoot root;
  private final String group = "hostshift-it-systemd-" + ProcessHandle.current().pid();
  private final Process shell;
  private final long init;

  private RunningDebian(DebianRoot root) throws Exception {
    this.root = root;
    shell =
        new ProcessBuilder(
                "sh",
                "-c",
                TETHER,
                "tether",
                script(),
                "boot",
                root.path("").toString(),
                group,
                "container")
            .redirectErrorStream(true)
            .redirectOutput(root.path("it/console").toFile())
            .start();
    try {
      init =
          Eventually.answers(
                  this::console,
                  LIMIT,
                  () -> shell.toHandle().descendants().filter(RunningDebian::isInit).findFirst(),
                  Optional::isPresent)
              .orElseThrow()
              .pid();
      Eventually.holds(this::console, LIMIT, () -> Files.exists(inside("run/systemd/private")));
      assertThat(run("systemctl is-system-running --wait")).isEqualTo("running\n");
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  static RunningDebian boot(DebianRoot root) throws Exception {
    return new RunningDebian(root);
  }

  static String script() throws IOException {
    try (InputStream in = RunningDebian.class.getResourceAsStream("/packages/boot")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isInit(ProcessHandle process) {
    return isOf(process, "/systemd")
        && process.parent().filter(parent -> isOf(parent, "/unshare")).isPresent();
  }

  private static boolean isOf(ProcessHandle process, String program) {
    return process.info().command().filter(name -> name.endsWith(program)).isPresent();
  }

  private String console() {
    try {
      return "systemd is up: " + Files.readString(root.path("it/console"));
    } catch (IOException e) {
      return "systemd is up: " + e;
    }
  }

  /** A file as its processes see it, in what is mounted there too. */
  Path inside(String name) {
    return Path.of("/proc/" + init + "/root", name);
  }

  /** Runs a script in it, as root's shell would; what it says. It must succeed. */
  String run(String script) throws Exception {
    Path said = root.path("it/said");
    int code = execute(script, said);
    assertThat(code).as(script + "\n" + Files.readString(said)).isZero();
    return Files.readString(said);
  }

  /** Whether a script succeeds in it. */
  boolean succeeds(String script) throws Exception {
    return execute(script, root.path("it/said")) == 0;
  }

  private int execute(String script, Path said) throws Exception {
    Files.writeString(root.path("it/script"), script);
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init)));
    command.addAll(List.of("--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup"));
    command.addAll(List.of("/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin", "HOME=/root"));
    command.addAll(List.of("/bin/sh", "-eu", "/it/script"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(script + "\n" + Files.readString(said)).isTrue();
    return process.exitValue();
  }

  /** Waits until a script succeeds in it; what it says then. */
  String await(String script) throws Exception {
    Eventually.holds(this::said, LIMIT, () -> succeeds(script));
    return said();
  }

  private String said() {
    try {
      return Files.readString(root.path("it/script"))
          + "\n"
          + Files.readString(root.path("it/said"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The properties of a unit, by their names. */
  Map<String, String> show(String unit) throws Exception {
    Map<String, String> properties = new TreeMap<>();
    run("systemctl show " + unit)
        .lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> properties.put(parts[0], parts[1]));
    return properties;
  }

  /** Ends all of its processes, and removes its control groups. */
  @Override
  public void close() throws Exception {
    shell.getOutputStream().close();
    shell.waitFor();
    for (Path place : groups()) {
      Eventually.holds("nothing is in " + place, LIMIT, () -> isEmpty(place));
      try (Stream<Path> all = Files.walk(place)) {
        for (Path each :
            all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private List<Path> groups() throws IOException {
    List<Path> groups = new ArrayList<>(List.of(GROUPS.resolve(group)));
    try (Stream<Path> hierarchies = Files.list(GROUPS)) {
      hierarchies.map(each -> each.resolve(group)).forEach(groups::add);
    }
    return groups.stream().filter(Files::isDirectory).toList();
  }

  private static boolean isEmpty(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path each : all.filter(file -> file.endsWith("cgroup.procs")).toList()) {
        if (!Files.readString(each).isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }
}
