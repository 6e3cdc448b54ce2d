package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attach}: the agent into a JVM that runs. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = "Starts the agent in a JVM that runs, for as long as that JVM lives.",
    footer = {
      "",
      "Example: java -jar hostshift.jar attach 4711 mode=observe journal=/var/log/app/moves.json",
      "         ... attach OrderService"
    })
final class AttachCommand extends OnJvms {
  private static final int LEAST_JAVA = 8;

  /** It waits until the agent has started, and looked at this VM for the first time. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Configuration of the agent, such as interval=500ms.")
  private List<String> configuration = new ArrayList<>();

  @Override
  long limitNanos() {
    return LIMIT_NANOS;
  }

  @Override
  boolean passOver(AgentLink link) {
    return link.version() != null;
  }

  @Override
  String nothingToDo() {
    return "runs in every JVM here already; java -jar hostshift.jar list shows them";
  }

  @Override
  int on(AgentLink link) throws IOException {
    long pid = link.jvm().pid();
    if (link.version() != null) {
      throw new UnreachableException(
          link.version()
              + " runs in JVM "
              + pid
              + " already; detach it first: java -jar hostshift.jar detach "
              + pid
              + (link.version().equals(Cli.ownVersion())
                  ? ""
                  : ", or have "
                      + Cli.ownVersion()
                      + " take its place: java -jar hostshift.jar upgrade "
                      + pid));
    }
    if (link.javaFeature() < LEAST_JAVA) {
      throw new UnreachableException(
          "needs Java 8 or newer, and JVM " + pid + " is Java " + link.javaVersion());
    }
    try (Exchange exchange = link.start(String.join(",", configuration))) {
      report(link, exchange.next());
    }
    return 0;
  }

  private void report(AgentLink link, String answer) throws IOException {
    Page page = page();
    Json status = Json.parse(answer);
    if (json()) {
      page.json(Json.of(link.jvm(), answer, true));
    } else {
      page.line(name(link.jvm()) + ": hostshift " + status.text("startLine"));
      for (String warning : status.texts("warnings")) {
        page.entry("!", 2, warning, Page.Style.NOTABLE);
      }
    }
    page.flush();
  }
}
