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

      Products as Maven Central has them, each under `headroom=true,pools=resize` on a host of 8 processors,
      asked all the time while it moves to hosts of 4, 2 and 8, until the agent leaves it. `ProductsIT` plays
      it and writes this page (`it/run --long --only ProductsIT`).

      - *Own lines* are what the product printed at its start and at the moves that it does not print without
        the agent.
      - A pool *depends* on the processors where a start with 4 gives it another size than one with 8; it
        *follows* where it has that size after the move to 4. *Others touched* depend on nothing, and have
        changed all the same.
      - *gc.parallel* is what the setting came to on the host of 2 processors. Where it stays higher, HotSpot
        takes two workers for each thread that is no daemon.
      - Starts until the first answer, once each, in seconds of the clock and of the processor, on two
        processors that other work shares: they say little.

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
