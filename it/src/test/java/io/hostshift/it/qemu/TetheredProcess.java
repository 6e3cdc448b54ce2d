package io.hostshift.it.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that ends when this JVM does, in whatever way: a shell beside it reads our end of
 * a pipe and kills it when the pipe closes.
 */
final class TetheredProcess implements AutoCloseable {
  private static final String TETHER =
      String.join(
          "\n",
          "exec 3<&0",
          "\"$@\" < /dev/null 3<&- & child=$!",
          "(while read -r line <&3; do :; done; kill -9 $child) 2> /dev/null & watcher=$!",
          "exec 3<&-",
          "wait $child; status=$?",
          "kill $watcher 2> /dev/null",
          "exit $status");

  private final Process shell;
  private final LineLog output;

  private TetheredProcess(Process shell, LineLog output) {
    this.shell = shell;
    this.output = output;
  }

  /** Starts a command; its standard input is empty, its standard error goes to a file. */
  static TetheredProcess start(String name, List<String> command, Path errors) throws IOException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", TETHER, name));
    line.addAll(command);
    Process shell = new ProcessBuilder(line).redirectError(errors.toFile()).start();
    return new TetheredProcess(shell, LineLog.of(name, shell.getInputStream()));
  }

  /** What it prints on its standard output. */
  LineLog output() {
    return output;
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** Ends it and waits until it is gone. */
  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(20, TimeUnit.SECONDS)) {
        throw new IOException("A child process does not end: " + shell.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
