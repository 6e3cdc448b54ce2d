package io.hostshift.it.move;

import io.hostshift.it.place.Partition;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a hook as PowerVM's drmgr does: without arguments, in the folder /, with nothing in the
 * environment but four variables, nothing to read, and pipes for what it says. Its end is waited
 * for, however long it takes; drmgr has no limit. After powerpc-utils 1.3.13, drmgr-hooks(8).
 */
final class Drmgr {
  /** What a hook said, its code, and how long it took. */
  record Run(int code, String said, Duration took) {}

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Partition partition;
  private final Path hook;
  private final List<String> phases = new ArrayList<>();

  Drmgr(Partition partition, Path hook) {
    this.partition = partition;
    this.hook = hook;
  }

  /** What the HMC asks first, and all that it asks to validate a migration. */
  Run check() throws Exception {
    Run check = phase("check");
    if (check.code != 0) {
      phase("undocheck");
    }
    return check;
  }

  /** The migration itself: the codes of both phases mean nothing to drmgr. */
  List<Run> migrate(Runnable move) throws Exception {
    Run before = phase("pre");
    move.run();
    return List.of(before, phase("post"));
  }

  /** One phase of a migration. */
  Run phase(String phase) throws Exception {
    phases.add(phase);
    return run("pmig", "migrate", phase);
  }

  Run run(String type, String action, String phase) throws Exception {
    List<String> command = new ArrayList<>(List.of(partition.enter()));
    command.add(hook.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("DRC_TYPE", type);
    builder.environment().put("DRC_COUNT", "0");
    builder.environment().put("ACTION", action);
    builder.environment().put("PHASE", phase);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true);
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      Lines said = Lines.of(process.getInputStream()).awaitEnd(LIMIT);
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the hook did not end in phase " + phase);
      }
      return new Run(
          process.exitValue(), said.toString(), Duration.ofNanos(System.nanoTime() - begin));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The phases so far. */
  List<String> phases() {
    return phases;
  }

  /** Writes what the command line prints to where drmgr would find it. */
  static Path install(Path folder, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("drmgr-hook"));
    arguments.addAll(List.of(options));
    Hostshift printed = Hostshift.run(Jdk.running(), arguments.toArray(String[]::new));
    if (printed.code() != 0) {
      throw new AssertionError(printed.toString());
    }
    Path hook = Files.createDirectories(folder.resolve("drmgr.d/pmig")).resolve("hostshift");
    Files.writeString(hook, printed.text() + "\n");
    hook.toFile().setExecutable(true);
    return hook;
  }
}
