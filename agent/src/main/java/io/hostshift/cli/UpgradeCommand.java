package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code upgrade}: the agent of this jar in place of the one that runs. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description =
        "Has the agent of this jar take the place of the one in a JVM, with its history and its"
            + " configuration.",
    footer = {"", "Example: java -jar hostshift.jar upgrade 4711", "         ... upgrade all"})
final class UpgradeCommand extends OnJvms {
  /** Out, and in again, which waits for the first look at this VM. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(40);

  private static final String ARGUMENT = "agent argument";

  @Override
  long limitNanos() {
    return LIMIT_NANOS;
  }

  @Override
  int on(AgentLink link) throws IOException {
    Json before;
    try (Exchange exchange = link.ask("status", "")) {
      before = Json.parse(exchange.next());
    }
    String configuration = String.join(",", arguments(before));
    try (Exchange exchange = link.ask("detach", "upgrade")) {
      exchange.next();
    }
    DetachCommand.awaitGone(link, patience());
    try (Exchange exchange = link.start(configuration)) {
      report(link, before, exchange.next());
    } catch (UnreachableException e) {
      throw new UnreachableException(
          e.getMessage()
              + "; the agent before is detached: java -jar hostshift.jar attach "
              + link.jvm().pid()
              + (configuration.isEmpty() ? "" : " " + configuration.replace(',', ' ')),
          e);
    }
    return 0;
  }

  /** What it was given by whoever started it. All else it finds again where it was found before. */
  static List<String> arguments(Json status) {
    List<String> arguments = new ArrayList<>();
    String mode = "";
    for (Json entry : status.objects("configuration")) {
      if (entry.text("key").equals("mode")) {
        mode = entry.text("value");
      } else if (entry.text("origin").equals(ARGUMENT)) {
        arguments.add(entry.text("key") + "=" + entry.text("value"));
      }
    }
    // Somebody may have said so over JMX since.
    if (!status.text("mode").isEmpty() && !status.text("mode").equals(mode)) {
      mode = status.text("mode");
    }
    if (mode.equals("observe")) {
      arguments.add("mode=observe");
    }
    return arguments;
  }

  private void report(AgentLink link, Json before, String answer) throws IOException {
    Page page = page();
    Json after = Json.parse(answer);
    if (json()) {
      page.json(Json.of(link.jvm(), answer, true));
    } else {
      page.line(
          name(link.jvm())
              + ": hostshift "
              + after.text("version")
              + " in place of "
              + before.text("version")
              + "; events kept: "
              + (long) after.number("eventCount")
              + " of "
              + (long) before.number("eventCount"));
      for (String warning : after.texts("warnings")) {
        page.entry("!", 2, warning, Page.Style.NOTABLE);
      }
    }
    page.flush();
  }
}
