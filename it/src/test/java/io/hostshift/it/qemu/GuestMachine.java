package io.hostshift.it.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running QEMU process with the guest in it. A migration gives the guest a new one; the old one
 * is closed by it. Closing ends the process and removes its files.
 */
public final class GuestMachine implements AutoCloseable {
  private static final Duration BOOT = Duration.ofMinutes(5);
  private static final Duration MOVE = Duration.ofMinutes(3);
  private static final Map<String, Object> SNAPSHOT =
      Map.of("tag", "kept", "vmstate", "snapshots", "devices", List.of("snapshots"));

  private final GuestSpec spec;
  private final Payload payload;
  private final Path folder;
  private final TetheredProcess process;
  private final Qmp qmp;
  private final GuestShell shell;
  private final UnixConnection lines;
  private final UnixConnection clock;
  private final StolenTime stolen;

  private GuestMachine(GuestSpec spec, Payload payload, boolean incoming) throws IOException {
    this.spec = spec;
    this.payload = payload;
    // Short, because the path of a Unix socket may have 107 characters only.
    folder = Files.createTempDirectory(Path.of("/tmp"), "guest-");
    QemuHome home = QemuHome.find(spec.board());
    Path initramfs = folder.resolve("initramfs");
    payload.writeInitramfs(initramfs, home, spec);
    List<String> command = QemuCommand.of(spec, home, initramfs, folder, incoming);
    process = TetheredProcess.start("qemu", command, folder.resolve("errors"));
    try {
      qmp = Qmp.connect(folder.resolve("qmp"));
      Files.delete(initramfs); // QEMU has it open; should this JVM be killed, 100 MB less remain
      shell = GuestShell.connect(folder.resolve("commands"));
      lines = UnixConnection.open(folder.resolve("lines"), MOVE);
      clock = UnixConnection.open(folder.resolve("clock"), MOVE);
      stolen = StolenTime.of(qmp);
    } catch (IOException | RuntimeException e) {
      String said = errors();
      process.close();
      throw new IOException("QEMU did not start: " + said, e);
    }
  }

  /** Boots a guest and waits until it takes commands. */
  public static GuestMachine boot(GuestSpec spec, Payload payload) {
    GuestMachine machine = create(spec, payload, false);
    try {
      machine.console().await(line -> line.contains("guest: up"), BOOT);
      if (machine.shell.execute("test -e /" + Payload.LAST, MOVE).status() != 0) {
        throw new IllegalStateException(
            "The initramfs needs more than " + spec.memoryMb() + " MiB");
      }
      return machine;
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  /** Restores what {@link #saveTo} wrote, on the host of {@code spec}, and lets it run. */
  public static GuestMachine restore(GuestSpec spec, Payload payload, Path file) {
    GuestMachine machine = create(spec, payload, true);
    try {
      machine.receive("file:" + file);
      machine.awaitStatus("paused");
      machine.qmp.execute("cont");
      machine.awaitStatus("running");
      machine.forwardPorts("hostfwd_add", true);
      return machine;
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  /**
   * Moves the running guest to another host. This machine is closed, the result has the new one.
   */
  public Migration migrateTo(GuestSpec.Host host) {
    return migrateTo(host, Map.of());
  }

  /**
   * As {@link #migrateTo(GuestSpec.Host)}.
   *
   * @param parameters QEMU's own on the destination, such as {@code announce-rounds}
   */
  public Migration migrateTo(GuestSpec.Host host, Map<String, Object> parameters) {
    GuestMachine target = create(spec.on(host), payload, true);
    try {
      target.qmp.execute("migrate-set-parameters", parameters);
      String socket = "unix:" + target.folder.resolve("migration");
      target.receive(socket);
      JsonNode info;
      synchronized (shell) { // no command is under way: its answer would come out at the target
        info = send(socket);
      }
      target.awaitStatus("running");
      forwardPorts("hostfwd_remove", false);
      target.forwardPorts("hostfwd_add", true);
      Migration migration =
          new Migration(
              target,
              qmp.await("STOP", MOVE),
              target.qmp.await("RESUME", MOVE),
              info.path("ram").path("transferred").asLong(),
              Duration.ofMillis(info.path("total-time").asLong()),
              Duration.ofMillis(info.path("downtime").asLong()));
      close();
      return migration;
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /** Begins a move to nowhere, and gives it up; the guest goes on here. */
  public void cancelMove() {
    GuestMachine target = create(spec, payload, true);
    try {
      String socket = "unix:" + target.folder.resolve("migration");
      target.receive(socket);
      qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", 1L << 20));
      qmp.execute("migrate", Map.of("uri", socket));
      awaitMove("active");
      qmp.execute("migrate_cancel");
      awaitMove("cancelled");
    } finally {
      target.close();
    }
  }

  /** Begins a move to a machine that dies meanwhile; the guest goes on here. */
  public void failMove() {
    GuestMachine target = create(spec, payload, true);
    String socket = "unix:" + target.folder.resolve("migration");
    target.receive(socket);
    qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", 1L << 20));
    qmp.execute("migrate", Map.of("uri", socket));
    awaitMove("active");
    target.close();
    awaitMove("failed");
    awaitStatus("running");
  }

  /** Writes the guest's state to a file, and lets it go on here. */
  public void copyTo(Path file) {
    send("file:" + file);
    qmp.execute("cont");
    awaitStatus("running");
  }

  /** Keeps the guest as it is now within this machine, for {@link #loadSnapshot}. */
  public void saveSnapshot() {
    Path image = folder.resolve("snapshots");
    String file = image.toString();
    job(
        "blockdev-create",
        Map.of("options", Map.of("driver", "file", "filename", file, "size", 0)));
    qmp.execute(
        "blockdev-add", Map.of("driver", "file", "filename", file, "node-name", "snapshots-file"));
    job(
        "blockdev-create",
        Map.of("options", Map.of("driver", "qcow2", "file", "snapshots-file", "size", 1 << 20)));
    qmp.execute(
        "blockdev-add",
        Map.of("driver", "qcow2", "file", "snapshots-file", "node-name", "snapshots"));
    job("snapshot-save", SNAPSHOT);
  }

  /** The guest goes on as it was at {@link #saveSnapshot}. */
  public void loadSnapshot() {
    qmp.execute("stop");
    job("snapshot-load", SNAPSHOT);
    qmp.execute("cont");
    awaitStatus("running");
  }

  /** Runs a command that is a job of QEMU's, to its end. */
  private void job(String command, Map<String, Object> arguments) {
    Map<String, Object> all = new TreeMap<>(arguments);
    all.put("job-id", "job");
    qmp.execute(command, all);
    JsonNode job =
        Eventually.answers(
            command + " is concluded",
            MOVE,
            () -> qmp.execute("query-jobs").path(0),
            one -> one.path("status").asText().equals("concluded"));
    if (job.has("error")) {
      throw new IllegalStateException(command + ": " + job);
    }
    qmp.execute("job-dismiss", Map.of("id", "job"));
  }

  private void awaitMove(String wanted) {
    Eventually.answers(
        "the migration is " + wanted,
        MOVE,
        () -> qmp.execute("query-migrate").path("status").asText(),
        wanted::equals);
  }

  /** Stops the guest, writes it to a file, and closes this machine. */
  public void saveTo(Path file) {
    qmp.execute("stop");
    send("file:" + file);
    close();
  }

  /** Brings a processor online, which the guest was started without; the first is number 0. */
  public void onlineCpu(int number) {
    shell.run("echo 1 > /sys/devices/system/cpu/cpu" + number + "/online");
  }

  /** What guest and hypervisor are made of. */
  public GuestSpec spec() {
    return spec;
  }

  public GuestShell shell() {
    return shell;
  }

  public Qmp qmp() {
    return qmp;
  }

  public GuestClock clock() {
    return new GuestClock(clock.lines());
  }

  /** What this machine withheld from the guest's processors, by the host's clock. */
  StolenTime stolen() {
    return stolen;
  }

  /** Lines that programs of the guest wrote to {@code /run/lines} while on this host. */
  public LineLog lines() {
    return lines.lines();
  }

  /** Lines of the guest's console while on this host. */
  public LineLog console() {
    return process.output();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      stolen.close();
      process.close();
      shell.close();
      lines.close();
      clock.close();
      qmp.close();
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GuestMachine create(GuestSpec spec, Payload payload, boolean incoming) {
    try {
      return new GuestMachine(spec, payload, incoming);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What QEMU printed, but for its notes on features that an emulated processor lacks. */
  private String errors() {
    try (Stream<String> errors = Files.lines(folder.resolve("errors"))) {
      return errors
          .filter(line -> !line.contains("TCG doesn't support"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(String uri) {
    qmp.execute("migrate-incoming", Map.of("uri", uri));
  }

  private JsonNode send(String uri) {
    // A guest that writes much memory would otherwise be followed for ever on a slow machine.
    qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", 1L << 30, "downtime-limit", 500));
    qmp.execute("migrate", Map.of("uri", uri));
    JsonNode info =
        Eventually.answers(
            "the migration has ended",
            MOVE,
            () -> qmp.execute("query-migrate"),
            now ->
                List.of("completed", "failed", "cancelled").contains(now.path("status").asText()));
    if (!info.path("status").asText().equals("completed")) {
      throw new IllegalStateException("Migration " + info);
    }
    return info;
  }

  /** The source may say "completed" although the destination died: this asks the destination. */
  private void awaitStatus(String wanted) {
    Eventually.answers(
        "the destination is " + wanted,
        MOVE,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("The destination died: " + errors());
          }
          return qmp.execute("query-status").path("status").asText();
        },
        wanted::equals);
  }

  private void forwardPorts(String command, boolean whole) {
    for (int port : spec.ports()) {
      String forward = QemuCommand.forward(port);
      String said =
          qmp.monitor(
              command + " net " + (whole ? forward : forward.substring(0, forward.indexOf('-'))));
      if (whole && !said.isEmpty()) {
        throw new IllegalStateException(command + ' ' + forward + ": " + said);
      }
    }
  }
}
