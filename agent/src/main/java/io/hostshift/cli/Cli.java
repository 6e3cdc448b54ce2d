package io.hostshift.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar hostshift.jar COMMAND}. */
@Command(
    name = "hostshift",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    subcommands = {ProbeCommand.class, CheckCommand.class},
    description = "Notices when the VM under a JVM has moved, and retunes the JVM.",
    footer = {"", "The agent itself: java -javaagent:hostshift.jar[=key=value,...] ..."})
public final class Cli implements Runnable {
  @Spec private CommandSpec spec;

  private Cli() {}

  /**
   * Runs a command.
   *
   * @return 0 done, 1 could not, 2 wrong usage
   */
  public static int run(String[] arguments) {
    CommandLine line = new CommandLine(new Cli());
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          command.getErr().println("hostshift " + e.getMessage());
          return 1;
        });
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties build = new Properties();
      try (InputStream in = Cli.class.getResourceAsStream("build.properties")) {
        build.load(in);
      }
      return new String[] {"hostshift " + build.getProperty("version")};
    }
  }
}
