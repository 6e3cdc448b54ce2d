package io.hostshift.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script with which bash and zsh complete the commands. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script for bash and zsh that completes the commands of hostshift, once that is"
            + " an alias or a script of yours.",
    footer = {
      "",
      "Example: alias hostshift='java -jar /opt/hostshift.jar'",
      "         source <(hostshift completion)"
    })
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("hostshift", spec.root().commandLine()));
    out.flush();
  }
}
