package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code status}: how the agent in a JVM stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows how the agent in a JVM stands: warnings, host, events, settings.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:runs", "1:could not", "2:wrong usage", "3:runs, with warnings"},
    footer = {"", "Example: java -jar hostshift.jar status 4711", "         ... status all --json"})
final class StatusCommand extends OnJvms {
  private static final int WARNINGS = 3;

  @Override
  int on(AgentLink link) throws IOException {
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
