package io.hostshift.it.hostile;

import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process in a {@link Room}, which says {@code up} when it is there. */
final class RoomProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Lines out;
  private final long pid;
  private int told;

  /**
   * @param process that has been started
   * @param mark a word of its command line that no other process has
   */
  RoomProcess(Process process, String mark) throws IOException {
    this.process = process;
    out = Lines.of(process.getInputStream());
    out.await("up ", LIMIT);
    pid = inRoom(mark);
  }

  /** Its number in the room; what started it has the mark as well, and is no deeper than it. */
  private static long inRoom(String mark) throws IOException {
    int level = numbers(Path.of("/proc/self/status")).length;
    String[] deepest = {};
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path each :
          all.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
        try {
          String comm = Files.readString(each.resolve("comm")).trim();
          String words = Files.readString(each.resolve("cmdline"), StandardCharsets.ISO_8859_1);
          if (List.of(words.split("\0")).contains(mark) && !STARTERS.contains(comm)) {
            String[] numbers = numbers(each.resolve("status"));
            deepest = numbers.length > deepest.length ? numbers : deepest;
          }
        } catch (IOException e) {
          // It has ended since.
        }
      }
    }
    return Long.parseLong(deepest[level]);
  }

  private static final List<String> STARTERS =
      List.of("nsenter", "unshare", "setpriv", "chroot", "sh");

  private static String[] numbers(Path status) throws IOException {
    return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith("NSpid:"))
        .findFirst()
        .orElseThrow()
        .substring("NSpid:".length())
        .trim()
        .split("\\s+");
  }

  /** Its number as root in the room sees it. */
  long pid() {
    return pid;
  }

  /** All that it has said. */
  Lines out() {
    return out;
  }

  /** How many of its lines begin so. */
  long count(String beginning) {
    return out.all().stream().filter(line -> line.startsWith(beginning)).count();
  }

  /** Tells a {@link HostileJvm} what to do, and waits until it has done so. */
  RoomProcess tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(line + ": has ended: " + out, e);
    }
    String done = "done " + ++told;
    out.await(done, done::equals, LIMIT);
    return this;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return pid + ":\n" + out;
  }
}
