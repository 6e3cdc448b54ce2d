import io.hostshift.cli.Cli;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual pages from the commands' own help, {@code hostshift.1.gz} and one page for each
 * command, and the completion for bash. The build runs it as it stands here: {@code java
 * ManPages.java SHARE VERSION DATE}.
 */
final class ManPages {
  /** A page is as wide as its reader's terminal; a synopsis is one line until then. */
  private static final int WIDE = 2000;

  private final Path folder;
  private final String footer;

  private ManPages(Path folder, String version, String date) {
    this.folder = folder;
    this.footer = '"' + date.replaceAll("T.*", "") + "\" \"hostshift " + version + '"';
  }

  public static void main(String[] arguments) throws IOException {
    Path share = Path.of(arguments[0]);
    new ManPages(share.resolve("man/man1"), arguments[1], arguments[2]).write(Cli.commands(""));
    Files.writeString(
        share.resolve("bash-completion/completions/hostshift"),
        AutoComplete.bash("hostshift", Cli.commands("")));
  }

  private void write(CommandLine all) throws IOException {
    StringBuilder page = page(all);
    page.append(".SH COMMANDS\n");
    for (Map.Entry<String, CommandLine> command : all.getSubcommands().entrySet()) {
      term(page, bold(command.getKey()), description(command.getValue().getCommandSpec()));
    }
    page.append(".SH FILES\n");
    term(page, "/usr/share/java/hostshift.jar", "The agent, and the command line: "
        + "java -javaagent:/usr/share/java/hostshift.jar -jar service.jar");
    term(page, "/etc/default/hostshift-publish", "Options of the service hostshift-publish, which is "
        + "off until it is enabled.");
    term(page, "/usr/share/hostshift/60-hostshift.rules", "A rule for udev that opens vmclock and "
        + "the port of downward metrics; off until it is linked to /etc/udev/rules.d.");
    term(page, "/usr/share/doc/hostshift/README.md", "All keys of the configuration.");
    page.append(".SH ENVIRONMENT\n");
    term(page, "JAVA_HOME", "The Java that runs the command. Without it the one on the PATH, or one "
        + "in /usr/lib/jvm, /usr/java or /opt.");
    page.append(".SH EXIT STATUS\n");
    all.getCommandSpec().usageMessage().exitCodeList().forEach((code, what) -> term(page, code, what));
    end(page, all, "hostshift");
    for (CommandLine command : all.getSubcommands().values()) {
      if (!command.getCommandName().equals("help")) {
        end(page(command), command, "hostshift-" + command.getCommandName());
      }
    }
  }

  /** With all but what follows the options. */
  private StringBuilder page(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 ");
    page.append(footer).append(" \"hostshift\"\n.nh\n.ad l\n.SH NAME\n");
    page.append(name.replace("-", "\\-")).append(" \\- ");
    page.append(roff(firstSentence(description(spec)))).append("\n.SH SYNOPSIS\n");
    command.setUsageHelpWidth(WIDE);
    String synopsis = new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .synopsis(0).replaceAll("\\s+", " ").trim();
    page.append(roff(synopsis)).append("\n.SH DESCRIPTION\n");
    page.append(roff(description(spec))).append('\n');
    if (!spec.positionalParameters().isEmpty()) {
      page.append(".SH ARGUMENTS\n");
      for (PositionalParamSpec argument : spec.positionalParameters()) {
        term(page, bold(argument.paramLabel()), description(argument));
      }
    }
    page.append(".SH OPTIONS\n");
    for (OptionSpec option : spec.options()) {
      String names = bold(String.join(", ", option.names()));
      boolean flag = option.arity().max() == 0;
      term(page, flag ? names : names + " " + roff(option.paramLabel()), description(option));
    }
    return page;
  }

  private void end(StringBuilder page, CommandLine command, String name) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    String[] example = spec.usageMessage().footer();
    if (example.length > 0) {
      page.append(".SH EXAMPLE\n.nf\n");
      for (String line : example) {
        if (!line.isEmpty()) {
          page.append(roff(text(line).replaceFirst("^(Example: | {9})", ""))).append('\n');
        }
      }
      page.append(".fi\n");
    }
    page.append(".SH SEE ALSO\n");
    page.append(name.equals("hostshift")
        ? "The page of each command, such as hostshift\\-attach(1).\n" : "hostshift(1)\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".1.gz")))) {
      out.write(page.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void term(StringBuilder page, String term, String text) {
    page.append(".TP\n").append(term.startsWith("\\fB") ? term : roff(term)).append('\n');
    page.append(roff(text)).append('\n');
  }

  private static String description(CommandSpec spec) {
    return text(String.join(" ", spec.usageMessage().description()));
  }

  private static String description(ArgSpec argument) {
    return text(String.join(" ", argument.description()));
  }

  /** As the help prints it: its texts are formats. */
  private static String text(String help) {
    return Ansi.OFF.string(String.format(help)).replaceAll("\\s*\\n\\s*", " ");
  }

  private static String firstSentence(String text) {
    return text.replaceFirst("(?s)[.;:] .*|\\.$", "");
  }

  private static String bold(String text) {
    return "\\fB" + roff(text) + "\\fR";
  }

  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("\u2026", "...");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
