package io.hostshift.it.hostile;

import java.util.List;
import java.util.stream.Stream;

/**
 * A command that root runs.
 *
 * @param line with {@code PID} for the process that is looked at
 */
record Command(String line) {
  /** Each command that looks at other processes. */
  static final List<Command> ALL =
      Stream.of(
              "list",
              "status PID",
              "status all",
              "attach PID interval=2s",
              "detach PID",
              "migrations PID",
              "retune PID",
              "simulate PID",
              "drmgr-hook --phase pre --limit 10",
              "drmgr-hook --phase check --limit 10")
          .map(Command::new)
          .toList();

  /** Those that make files for the process, in each way that there is. */
  static final List<Command> MAKING_FILES =
      Stream.of("status PID", "attach PID", "detach PID", "drmgr-hook --phase pre --limit 10")
          .map(Command::new)
          .toList();

  String[] of(RoomProcess process) {
    return line.replace("PID", Long.toString(process.pid())).split(" ");
  }

  String[] asJson(RoomProcess process) {
    return (line.replaceFirst("^(\\w+)", "$1 --json").replace("PID", Long.toString(process.pid())))
        .split(" ");
  }

  /** What a hostile process says so that the command goes on as far as it can. */
  FalseAnswers.Kind answer() {
    return line.startsWith("attach") ? FalseAnswers.Kind.PLAIN : FalseAnswers.Kind.AGENT;
  }

  /** Whether it shows all JVMs, one row each. */
  boolean showsAll() {
    return line.equals("list") || line.equals("status all");
  }

  @Override
  public String toString() {
    return line;
  }
}
