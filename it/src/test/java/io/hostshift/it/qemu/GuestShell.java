package io.hostshift.it.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** Runs commands in the guest, as root, one at a time; and starts what goes on meanwhile. */
public final class GuestShell implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String IN_THE_BACKGROUND = " > /run/lines 2>&1 < /dev/null &";

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param output standard output and standard error
   */
  public record Answer(int status, String output) {}

  private final UnixConnection connection;
  private int id;

  private GuestShell(UnixConnection connection) {
    this.connection = connection;
  }

  static GuestShell connect(Path socket) throws IOException {
    return new GuestShell(UnixConnection.open(socket, LIMIT));
  }

  /** Runs a script of any length and lines, and returns what it printed, without the last end. */
  public String run(String script) {
    Answer answer = execute(script, LIMIT);
    if (answer.status() != 0) {
      throw new IllegalStateException(
          "Exit status " + answer.status() + " of: " + script + "\n" + answer.output());
    }
    return answer.output();
  }

  /**
   * Runs a script as a user who is not root.
   *
   * @see #run
   */
  public String runAsNobody(String script) {
    return run("su -s /bin/sh nobody <<'END_OF_SCRIPT'\n" + script + "\nEND_OF_SCRIPT");
  }

  /** Starts a command that goes on; what it prints is in {@link GuestMachine#lines()}. */
  public void start(String command) {
    run(command + IN_THE_BACKGROUND);
  }

  /** As {@link #start}, for a user who is not root. */
  public void startAsNobody(String command) {
    runAsNobody(command + IN_THE_BACKGROUND);
  }

  /** Runs a script, whatever its exit status. */
  public synchronized Answer execute(String script, Duration limit) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    // Unique among the machines of one guest: a late answer to another one is not mistaken for
    // ours.
    String marker = Long.toHexString(System.nanoTime()) + "-" + ++id;
    int first = connection.lines().all().size();
    try {
      connection.send(marker + ' ' + Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("The machine is gone", e);
    }
    String[] answer =
        connection
            .lines()
            .awaitFrom(first, line -> line.startsWith(marker + ' '), limit)
            .text()
            .split(" ", 3);
    byte[] output = Base64.getDecoder().decode(answer[2]);
    return new Answer(
        Integer.parseInt(answer[1]), new String(output, StandardCharsets.UTF_8).stripTrailing());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
