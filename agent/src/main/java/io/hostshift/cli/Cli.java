package io.hostshift.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar hostshift.jar COMMAND}. */
@Command(
    name = "hostshift",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    description = "Notices when the VM under a JVM has moved, and retunes the JVM.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:done",
      "1:could not; one line on standard error says what, and what to do",
      "2:wrong usage",
      "3:status: runs, with warnings",
      "4:what was asked about is so"
    },
    footer = {
      "",
      "Example: java -jar hostshift.jar attach 4711",
      "The agent itself: java -javaagent:hostshift.jar[=key=value,...] ..."
    })
public final class Cli implements Runnable {
  /** What helps where an answer does not fit. */
  static final String MORE_MEMORY = "give it more: java -Xmx1g -jar hostshift.jar ...";

  /** How it is called from a jar. */
  private static final String JAR_COMMAND = "java -jar hostshift.jar";

  /** A package's command says by this property what it is called. */
  private static final String COMMAND_PROPERTY = "io.hostshift.command";

  private static final int COULD_NOT = 1;
  private static final int WRONG_USAGE = 2;

  private static final List<String> WITH_THE_OTHERS = Arrays.asList("completion", "help");
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("probe", ProbeCommand.class);
    COMMANDS.put("list", ListCommand.class);
    COMMANDS.put("attach", AttachCommand.class);
    COMMANDS.put("detach", DetachCommand.class);
    COMMANDS.put("upgrade", UpgradeCommand.class);
    COMMANDS.put("status", StatusCommand.class);
    COMMANDS.put("pools", PoolsCommand.class);
    COMMANDS.put("migrations", MigrationsCommand.class);
    COMMANDS.put("retune", RetuneCommand.class);
    COMMANDS.put("release", ReleaseCommand.class);
    COMMANDS.put("simulate", SimulateCommand.class);
    COMMANDS.put("flags", FlagsCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("publish", PublishCommand.class);
    COMMANDS.put("drmgr-hook", DrmgrHookCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
    COMMANDS.put("help", HelpCommand.class);
  }

  @Spec private CommandSpec spec;

  private Cli() {}

  /**
   * The commands, for a command line.
   *
   * @param first its first word, or empty: where that is the name of a command, the others are left
   *     out, as reading their annotations takes longer than most commands do
   */
  public static CommandLine commands(String first) {
    CommandLine line = new CommandLine(new Cli());
    boolean all = !COMMANDS.containsKey(first) || WITH_THE_OTHERS.contains(first);
    for (Map.Entry<String, Class<?>> command : COMMANDS.entrySet()) {
      if (all || command.getKey().equals(first)) {
        line.addSubcommand(command.getKey(), command.getValue());
      }
    }
    nameAsCalled(line.getCommandSpec());
    for (CommandLine command : line.getSubcommands().values()) {
      nameAsCalled(command.getCommandSpec());
    }
    return line;
  }

  private static void nameAsCalled(CommandSpec command) {
    String[] footer = command.usageMessage().footer();
    for (int i = 0; i < footer.length; i++) {
      footer[i] = footer[i].replace(JAR_COMMAND, called());
    }
    command.usageMessage().footer(footer);
  }

  private static String called() {
    return System.getProperty(COMMAND_PROPERTY, JAR_COMMAND);
  }

  /**
   * Runs a command.
   *
   * @return 0 done, 1 could not, 2 wrong usage, 3 from {@code status}: runs with warnings
   */
  public static int run(String[] arguments) {
    Terminal terminal = Terminal.ofStandardOutput();
    CommandLine line = commands(arguments.length == 0 ? "" : arguments[0]);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(terminal.width() == 0 ? 100 : Math.max(55, terminal.width()));
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          command.getErr().println("hostshift " + oneLine(e));
          return COULD_NOT;
        });
    line.setParameterExceptionHandler(
        (e, ignored) -> {
          CommandLine command = e.getCommandLine();
          String name = command.getCommandSpec().qualifiedName(" ");
          command
              .getErr()
              .println(
                  "hostshift does not understand this: "
                      + oneLine(e)
                      + "; see "
                      + called()
                      + name.substring("hostshift".length())
                      + " --help");
          return WRONG_USAGE;
        });
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      line.getErr().println("hostshift has not the memory for this; " + MORE_MEMORY);
      return COULD_NOT;
    }
  }

  private static String oneLine(Exception e) {
    return Printable.line(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"hostshift " + ownVersion()};
    }
  }

  /** Of the jar that this command line was started from. */
  static String ownVersion() throws IOException {
    ClassLoader loader = Cli.class.getClassLoader();
    try {
      Object version = loader.getClass().getMethod("version").invoke(loader);
      if (version != null) {
        return (String) version;
      }
    } catch (ReflectiveOperationException e) {
      // On a plain class path, as in unit tests.
    }
    Properties build = new Properties();
    try (InputStream in = Cli.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return build.getProperty("version");
  }
}
