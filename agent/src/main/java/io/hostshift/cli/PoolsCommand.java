package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code pools}: the application's thread pools. */
@Command(
    name = "pools",
    mixinStandardHelpOptions = true,
    description =
        "Lists the application's thread pools, and what is known of their sizes; the agent needs"
            + " pools=report or pools=resize.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:could not", "2:wrong usage"},
    footer = {"", "Example: java -jar hostshift.jar pools 4711", "         ... pools all --json"})
final class PoolsCommand extends OnJvms {
  /** A maximum that is as good as none. */
  private static final double UNBOUNDED = 32_768;

  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("pools", "")) {
      String answer = exchange.next();
      Page page = page();
      if (json()) {
        page.json(Json.of(link.jvm(), answer, true));
      } else {
        print(name(link.jvm()), Json.parse(answer), page);
      }
      page.flush();
      return 0;
    }
  }

  private static void print(String jvm, Json answer, Page page) {
    List<Json> pools = answer.objects("pools");
    if (answer.text("mode").equals("off")) {
      page.line(jvm + " lists no pools, since pools=off; detach it and attach with pools=report");
      return;
    }
    page.heading(jvm, ", pools=" + answer.text("mode") + ": " + pools.size() + " pools");
    if (!pools.isEmpty()) {
      page.table(rows(pools));
    }
  }

  private static List<String[]> rows(List<Json> pools) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"threads", "creator", "kind", "start", "now", "rule", "state", "why"});
    for (Json pool : pools) {
      rows.add(
          new String[] {
            known(pool.text("threads")),
            known(pool.text("creator")),
            pool.text("kind"),
            pool.text("sizeAtStart"),
            size(pool),
            pool.text("rule"),
            pool.text("state"),
            pool.text("reason")
          });
    }
    return rows;
  }

  private static String known(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String size(Json pool) {
    double maximum = pool.number("maximum");
    String core = pool.text("size");
    if (maximum >= UNBOUNDED) {
      return core + "..";
    }
    return maximum == pool.number("size") ? core : core + ".." + (long) maximum;
  }
}
