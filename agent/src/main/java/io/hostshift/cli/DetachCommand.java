package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code detach}: the agent out of a JVM, and everything back as it was. */
@Command(
    name = "detach",
    mixinStandardHelpOptions = true,
    description = "Takes the agent out of a JVM and puts every setting back; says what stays.",
    footer = {"", "Example: java -jar hostshift.jar detach 4711", "         ... detach all"})
final class DetachCommand extends OnJvms {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  @Override
  int on(AgentLink link) throws IOException {
    String answer;
    try (Exchange exchange = link.ask("detach", "")) {
      answer = exchange.next();
    }
    awaitGone(link, patience());
    link.jar().remove();
    Page page = page();
    if (json()) {
      page.json(Json.of(link.jvm(), answer, true));
    } else {
      page.line(name(link.jvm()) + ": detached");
      for (String what : Json.parse(answer).texts("stays")) {
        page.entry("  stays:", 9, what);
      }
    }
    page.flush();
    return 0;
  }

  static void awaitGone(AgentLink link, Patience patience) throws UnreachableException {
    UnreachableException[] failed = {null};
    boolean gone =
        patience.await(
            name(link.jvm()) + " to let the agent go",
            LIMIT_NANOS,
            () -> {
              try {
                return link.versionNow() == null;
              } catch (UnreachableException e) {
                failed[0] = e;
                return true;
              }
            });
    if (failed[0] != null) {
      throw failed[0];
    }
    if (!gone) {
      throw new UnreachableException(
          "is still there in JVM " + link.jvm().pid() + "; look at the JVM's standard error");
    }
  }
}
