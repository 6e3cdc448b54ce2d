package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrations}: what has happened to the VM, and with {@code --follow} what happens. */
@Command(
    name = "migrations",
    mixinStandardHelpOptions = true,
    description = "Shows the events that the agent in a JVM has noticed, the oldest first.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:could not",
      "2:wrong usage",
      "4:with --exit-code, there was an event"
    },
    footer = {
      "",
      "Example: java -jar hostshift.jar migrations 4711 --follow",
      "         ... migrations all --json",
      "         ... migrations OrderService --since 10m --exit-code"
    })
final class MigrationsCommand extends OnJvms {
  private static final int THERE_WAS = 4;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on with what happens from now on, until interrupted or the JVM ends. An event is"
              + " shown when it opens, when its verdict is raised, and when it has settled.")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "T",
      converter = Moment.class,
      description = "Only events that were noticed then or later: " + Moment.ACCEPTED)
  private Moment since;

  @Option(
      names = "--until",
      paramLabel = "T",
      converter = Moment.class,
      description = "Only events that were noticed then or before.")
  private Moment until;

  @Option(
      names = "--exit-code",
      description = "End with 4 if there was an event, for scripts; this moment is looked at too.")
  private boolean exitCode;

  @Override
  public Integer call() throws IOException {
    if (exitCode && follow) {
      throw wrongUse("--exit-code needs an end, and --follow has none");
    }
    return super.call();
  }

  @Override
  int on(AgentLink link) throws IOException {
    String argument = follow ? "follow" : exitCode ? "now" : "";
    boolean none = true;
    try (Exchange exchange = link.ask("migrations", argument)) {
      for (String line = next(exchange); line != null; line = next(exchange)) {
        if (isWithin(line)) {
          none = false;
          event(link.jvm(), line);
        }
      }
      if (none && !json() && !follow) {
        Page page = page();
        page.line(
            name(link.jvm())
                + " has noticed no event"
                + (since == null && until == null ? "" : " in that time"));
        page.flush();
      }
      if (follow) {
        complain("follows " + name(link.jvm()) + " no longer: the agent or the JVM has ended");
      }
    }
    return exitCode && !none ? THERE_WAS : 0;
  }

  private boolean isWithin(String told) throws IOException {
    if (since == null && until == null) {
      return true;
    }
    long detected = Times.millis(Json.parse(told).object("event").text("detectedAt"));
    return (since == null || detected >= since.millis())
        && (until == null || detected <= until.millis());
  }

  @Override
  boolean together() {
    return follow;
  }

  private String next(Exchange exchange) throws UnreachableException {
    return follow ? exchange.nextEver() : exchange.next();
  }
}
