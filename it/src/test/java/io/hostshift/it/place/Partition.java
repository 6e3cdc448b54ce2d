package io.hostshift.it.place;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A guest of its own on this machine: what runs in it sees no process outside, has a /tmp of its
 * own, and ends with it.
 */
public final class Partition implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final long pid;

  /**
   * @param folder of this machine that is there as well
   */
  public Partition(Path folder) throws Exception {
    assumeThat(mayUnshare()).as("process namespaces need root").isTrue();
    process =
        new ProcessBuilder(
                "unshare",
                "--fork",
                "--pid",
                "--mount-proc",
                "--kill-child",
                "sh",
                "-ec",
                Cover.over("/tmp", "mode=1777", folder) + "exec sleep 3600")
            .redirectErrorStream(true)
            .start();
    pid = first();
  }

  private static boolean mayUnshare() throws Exception {
    Process probe =
        new ProcessBuilder("unshare", "--fork", "--pid", "--mount-proc", "true")
            .redirectErrorStream(true)
            .start();
    Lines.of(probe.getInputStream()).awaitEnd(LIMIT);
    return probe.waitFor() == 0;
  }

  /** Its first process, once all is set up; as it is numbered outside. */
  private long first() throws Exception {
    try {
      return Eventually.answers(
              "a partition",
              LIMIT,
              () -> process.children().filter(child -> isSleep(child.pid())).findFirst(),
              Optional::isPresent)
          .orElseThrow()
          .pid();
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static boolean isSleep(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).trim().equals("sleep");
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  /** What starts a program in it, with the program's words behind. */
  public String[] enter() {
    return new String[] {"/usr/bin/nsenter", "-t", Long.toString(pid), "-p", "-m", "--wd=/"};
  }

  @Override
  public void close() throws InterruptedException {
    // The kernel ends what is in it when its first process ends.
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    process.waitFor();
  }
}
