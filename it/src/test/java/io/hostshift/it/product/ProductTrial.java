package io.hostshift.it.product;

import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A product under the agent that moves from a host of 8 processors to ones of 4, 2 and 8 while it
 * is asked all the time, until the agent leaves it; beside a start of it with 4 from the beginning.
 */
final class ProductTrial {
  static final int LARGE = 8;
  static final int FEW = 4;
  private static final int LEAST = 2;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int SOME = 10;

  /** Threads are looked at every five seconds; by then what starts late is there too. */
  private static final long LOOK_MILLIS = 7_000;

  /** What came of it. */
  record Result(
      Comparison pools,
      List<String> foreign,
      List<String> foreignAtMoves,
      long requests,
      int status,
      String statusText,
      String collector,
      Map<String, String> otherThreads,
      double seconds,
      double processorSeconds) {}

  private final Product product;
  private final Jdk jdk;
  private final Path folder;

  ProductTrial(Product product, Jdk jdk, Path folder) {
    this.product = product;
    this.jdk = jdk;
    this.folder = folder;
  }

  /**
   * Plays it.
   *
   * @param plain lines that a start without the agent prints
   */
  Result play(List<String> plain) throws Exception {
    OperatedHost host = new OperatedHost(folder, LEAST, FEW, LARGE);
    host.moveTo(LARGE);
    String arguments = "headroom=true,pools=resize,interval=100ms," + host.arguments();
    try (ProductRun run = start("agent", LARGE, arguments)) {
      run.awaitAnswer();
      try (ProductRun fresh = start("fresh", FEW, "pools=report,sources=file+capacity")) {
        try (Requests requests = Requests.begin(run::ask)) {
          fresh.awaitAnswer();
          requests.await(SOME, LIMIT);
          try (Requests other = Requests.begin(fresh::ask)) {
            other.await(SOME, LIMIT);
            fresh.view();
            Lapse.ofMillis(LOOK_MILLIS, "in which both are asked at once");
          }
          return move(run, fresh, host, requests, new HashSet<>(plain));
        }
      }
    }
  }

  private ProductRun start(String name, int processors, String arguments) throws IOException {
    return ProductRun.start(product, jdk, folder.resolve(name), processors, arguments);
  }

  private Result move(
      ProductRun run, ProductRun fresh, OperatedHost host, Requests requests, Set<String> plain)
      throws Exception {
    List<PoolRow> large = run.pools();
    List<PoolRow> few = fresh.pools();
    Map<String, String> threads = otherThreads(run, fresh);
    List<String> start = run.console();

    List<PoolRow> moved = moveTo(FEW, run, host, requests);
    moveTo(LEAST, run, host, requests);
    String collector = collector(run);
    Hostshift status = Hostshift.run(Jdk.running(), "status", Long.toString(run.jvm().pid()));
    List<PoolRow> back = moveTo(LARGE, run, host, requests);

    List<String> moves = new ArrayList<>(run.console());
    Hostshift detached = Hostshift.run(Jdk.running(), "detach", Long.toString(run.jvm().pid()));
    if (detached.code() != 0) {
      throw new AssertionError("cannot be detached: " + detached);
    }
    requests.await(SOME, LIMIT);
    return new Result(
        new Comparison(large, few, moved, back),
        foreign(start, plain),
        foreign(moves, new HashSet<>(start)),
        requests.answered(),
        status.code(),
        status.text(),
        collector,
        threads,
        run.seconds(),
        run.processorSeconds());
  }

  private static List<PoolRow> moveTo(
      int processors, ProductRun run, OperatedHost host, Requests requests) throws Exception {
    run.jvm().err().await("to " + host.moveTo(processors), LIMIT);
    requests.await(SOME, LIMIT);
    return run.awaitPools("all pools told", pools -> pools.stream().allMatch(PoolRow::settled));
  }

  /** Such as {@code 8 APPLIED 2}. */
  private static String collector(ProductRun run) {
    return run.view().settings("state").get("gc.parallel")
        + " "
        + run.view().settings("current").get("gc.parallel");
  }

  /** Of threads that are none of a listed pool's: their number where there are many and few. */
  private static Map<String, String> otherThreads(ProductRun run, ProductRun fresh)
      throws IOException {
    Map<String, String> other = new TreeMap<>();
    Map<String, Integer> few = fresh.threads();
    run.threads()
        .forEach(
            (name, count) -> {
              boolean listed =
                  run.pools().stream()
                      .map(row -> PoolRow.withoutNumbers(row.threads()))
                      .anyMatch(threads -> !threads.isEmpty() && name.startsWith(threads));
              int then = few.getOrDefault(name, 0);
              if (!listed && then > 0 && count > then) {
                other.put(name, count + " and " + then);
              }
            });
    return other;
  }

  private static List<String> foreign(List<String> lines, Set<String> known) {
    return lines.stream()
        .filter(line -> !line.startsWith("hostshift ") && !known.contains(line))
        .toList();
  }
}
