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
    footer = {
      "",
      "Example: java -jar hostshift.jar migrations 4711 --follow",
      "         ... migrations all --json"
    })
final class MigrationsCommand extends OnJvms {
  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on with what happens from now on, until interrupted or the JVM ends. An event is"
              + " shown when it opens, when its verdict is raised, and when it has settled.")
  private boolean follow;

  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("migrations", follow ? "follow" : "")) {
      boolean none = true;
      for (String line = next(exchange); line != null; line = next(exchange)) {
        none = false;
        event(link.jvm(), line);
      }
      if (none && !json() && !follow) {
        Page page = page();
        page.line(name(link.jvm()) + " has noticed no event");
        page.flush();
      }
      if (follow) {
        complain("follows " + name(link.jvm()) + " no longer: the agent or the JVM has ended");
      }
    }
    return 0;
  }

  @Override
  boolean together() {
    return follow;
  }

  private String next(Exchange exchange) throws UnreachableException {
    return follow ? exchange.nextEver() : exchange.next();
  }
}
