package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code retune}: tunes the settings now, without waiting for an event. */
@Command(
    name = "retune",
    mixinStandardHelpOptions = true,
    description = "Tunes a JVM to the host that it is on, now.",
    footer = {"", "Example: java -jar hostshift.jar retune 4711"})
final class RetuneCommand extends OnJvms {
  @Option(
      names = "--clear-mark",
      description =
          "First take away the mark of a JVM of the same command line that has ended soon after a"
              + " write into its memory, for which this one is only observed.")
  private boolean clearMark;

  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("retune", clearMark ? "clear-mark" : "")) {
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
