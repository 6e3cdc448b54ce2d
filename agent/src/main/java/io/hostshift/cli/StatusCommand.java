package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how the agent in a JVM stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows how the agent in a JVM stands: warnings, host, events, settings.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:runs",
      "1:could not",
      "2:wrong usage",
      "3:runs, with warnings",
      "4:with --ready, a migration is announced and not over"
    },
    footer = {
      "",
      "Example: java -jar hostshift.jar status 4711",
      "         ... status all --json",
      "         ... status 1 --ready"
    })
final class StatusCommand extends OnJvms {
  private static final int WARNINGS = 3;
  private static final int NOT_READY = 4;

  @Option(
      names = "--ready",
      description =
          "Only say whether work may be sent to this JVM, for a readiness probe: not between the"
              + " notice of a migration and its end.")
  private boolean ready;

  @Override
  int on(AgentLink link) throws IOException {
    return ready ? readiness(link) : whole(link);
  }

  private int readiness(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("status", "")) {
      Json status = Json.parse(exchange.next());
      if (!status.has("ready")) {
        throw new UnreachableException(
            "is not told by the agent in " + name(link.jvm()) + ", which is " + link.version());
      }
      String why = status.text("notReady");
      Page page = page();
      if (json()) {
        page.json(Json.of(link.jvm(), Json.ready(why), true));
      } else {
        page.line(name(link.jvm()) + (why.isEmpty() ? " is ready" : " is not ready: " + why));
      }
      page.flush();
      return why.isEmpty() ? 0 : NOT_READY;
    }
  }

  private int whole(AgentLink link) throws IOException {
    String own = Cli.ownVersion();
    if (link.version() != null && !link.version().equals(own)) {
      complain(
          "is "
              + own
              + " here and "
              + link.version()
              + " in "
              + name(link.jvm())
              + "; to have this one there: java -jar hostshift.jar upgrade "
              + link.jvm().pid());
    }
    try (Exchange exchange = link.ask("status", "")) {
      String answer = exchange.next();
      Json status = Json.parse(answer);
      Page page = page();
      if (json()) {
        page.json(Json.of(link.jvm(), answer, true));
      } else {
        new StatusText(page, System.currentTimeMillis()).print(name(link.jvm()), status);
      }
      page.flush();
      return status.texts("warnings").isEmpty() ? 0 : WARNINGS;
    }
  }
}
