package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code simulate}: plays a migration, so that people can see what would follow. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Has the agent in a JVM act as if the VM had moved. It must have been started with"
            + " simulate=true.",
    footer = {"", "Example: java -jar hostshift.jar simulate 4711"})
final class SimulateCommand extends OnJvms {
  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("simulate", "")) {
      event(link.jvm(), exchange.next());
    } catch (UnreachableException e) {
      if (e.getMessage().contains("simulate=true")) {
        throw new UnreachableException(
            "plays no move in JVM "
                + link.jvm().pid()
                + ": its agent was started without simulate=true; detach it and attach it with that",
            e);
      }
      throw e;
    }
    return 0;
  }
}
