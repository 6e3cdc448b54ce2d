package io.hostshift.it.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page of what came of products under the agent; a run replaces the rows of its products. */
final class ApplicationsPage {
  private static final String HEAD =
      """
      # In real applications

      `ProductsIT` takes products as Maven Central has them, and runs each with `headroom=true,pools=resize` on a
      host of 8 processors. It sends them requests all the time while they move to hosts of 4, 2 and 8, until
      the agent leaves. It writes this page (`it/run --long --only ProductsIT`).

      - *Own lines* are lines that the product printed at its start and at the moves, and does not print without
        the agent.
      - A pool *depends* on the processors if a start with 4 gives it another size than a start with 8. It
        *follows* if it has that size after the move to 4. *Others touched* do not depend on the processors, and
        changed nevertheless.
      - *gc.parallel* is what the setting came to on the host of 2 processors. Where it stays higher, HotSpot
        takes two workers for each thread that is no daemon.
      - *Start* is the time until the first answer, once each, in seconds of the clock and of the processor. The
        test had two processors, which other work shared, so these times say little.

      | product | JDK | own lines | failed of requests | status | pools | depend | explained | follow | others touched | gc.parallel | start without | start with |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private final Path file;

  ApplicationsPage(Path file) {
    this.file = file;
  }

  /** Puts the row of a product in place of an earlier one of any version. */
  void put(Product product, ProductTrial.Result result, double seconds, double processorSeconds)
      throws IOException {
    Map<Integer, String> rows = new TreeMap<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (Product each : Product.values()) {
      for (String line : lines) {
        if (line.startsWith("| " + each.bareTitle() + " ")) {
          rows.put(each.ordinal(), line);
        }
      }
    }
    rows.put(product.ordinal(), row(product, result, seconds, processorSeconds));
    Files.writeString(file, HEAD + String.join("\n", rows.values()) + "\n");
  }

  private static String row(
      Product product, ProductTrial.Result result, double seconds, double processorSeconds)
      throws IOException {
    Comparison pools = result.pools();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | 0 of %d | %d | %d | %d | %d | %d | %d | %s | %.1f, %.1f | %.1f, %.1f |",
        product.title(),
        product.jdk().version(),
        result.foreign().size() + result.foreignAtMoves().size(),
        result.requests(),
        result.status(),
        pools.large().size(),
        pools.depending().size(),
        pools.explained().size(),
        pools.followed().size(),
        pools.touched().size(),
        result.collector(),
        seconds,
        processorSeconds,
        result.seconds(),
        result.processorSeconds());
  }
}
