package io.hostshift.it.place;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a program, which shows the files of a folder, and answers nobody while the
 * program is stopped: as NFS does whose server is gone.
 */
public final class HangingFiles implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** No interrupt ends a wait for it, so no time limit of a test does. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Process program;
  private final Path mounted;
  private final Path shown;
  private Future<?> longest = CompletableFuture.completedFuture(null);

  private HangingFiles(Process program, Path mounted, Path shown) {
    this.program = program;
    this.mounted = mounted;
    this.shown = shown;
  }

  /** Null if it can be mounted here, else why not. */
  public static String missing() {
    return !System.getProperty("user.name").equals("root")
        ? "root is needed to mount"
        : !Files.isWritable(Path.of("/dev/fuse"))
            ? "FUSE cannot be mounted here: no /dev/fuse"
            : !Files.isExecutable(Path.of("/usr/bin/python3")) ? "there is no python3" : null;
  }

  /** Mounts it below the folder; the test is skipped where that cannot be. */
  public static HangingFiles mount(Path folder) throws Exception {
    assumeThat(missing()).isNull();
    Path mounted = Files.createDirectory(folder.resolve("hanging"));
    Path shown = Files.createDirectory(folder.resolve("shown"));
    Path script = folder.resolve("hangingfs.py");
    try (var in = HangingFiles.class.getResourceAsStream("/faults/hangingfs.py")) {
      Files.write(script, in.readAllBytes());
    }
    Process program =
        new ProcessBuilder(
                "/usr/bin/python3", script.toString(), mounted.toString(), shown.toString())
            .redirectErrorStream(true)
            .start();
    Lines.of(program.getInputStream()).await("mounted", LIMIT);
    return new HangingFiles(program, mounted, shown);
  }

  /** A file of it, as whoever may have to wait sees it. */
  public Path file(String name) {
    return mounted.resolve(name);
  }

  /** The same file, as whoever never waits sees it. */
  public Path behind(String name) {
    return shown.resolve(name);
  }

  /** Nobody who looks is answered from now on; after three minutes all have an error. */
  public void hang() throws Exception {
    longest.cancel(false);
    longest =
        CompletableFuture.runAsync(
            program::destroyForcibly,
            CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS));
    signal("STOP");
  }

  /** All are answered again, those who wait too. */
  public void goOn() throws Exception {
    longest.cancel(false);
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(program.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
      throw new IOException("the file system's program has ended");
    }
  }

  /** Whoever still waits has an error. */
  @Override
  public void close() throws Exception {
    program.destroyForcibly();
    new ProcessBuilder("umount", "-l", mounted.toString()).start().waitFor();
    program.waitFor(10, TimeUnit.SECONDS);
  }
}
