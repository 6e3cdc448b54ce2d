package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code retune}: tunes the settings now, without waiting for an event. */
@Command(
    name = "retune",
    mixinStandardHelpOptions = true,
    description = "Tunes a JVM to the host that it is on, now.",
    footer = {"", "Example: java -jar hostshift.jar retune 4711"})
final class RetuneCommand extends OnJvms {
  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("retune", "")) {
      String answer = exchange.next();
      Page page = page();
      if (json()) {
        page.json(Json.of(link.jvm(), answer, true));
      } else {
        page.line(name(link.jvm()));
        StatusText.settings(Json.parse(answer).objects("settings"), page);
      }
      page.flush();
    }
    return 0;
  }
}
