package io.hostshift.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products of others serve every request while the hosts change under them, with a console as clean
 * as without the agent, and their pools that depend on the processors follow; no other does.
 *
 * <p>{@code -Dhostshift.it.onlyProduct=KAFKA} leaves out all other rows of the page.
 */
class ProductsIT {
  private static final double EXPLAINED = 0.8;
  private static final double FOLLOWED = 0.6;

  private static final Pattern ERROR =
      Pattern.compile("SEVERE|ERROR|FATAL|Exception|Error\\b|^\\s+at [\\w.$]+\\(|hostshift");

  private static final String ONLY = System.getProperty("hostshift.it.onlyProduct");

  @TempDir Path folder;

  static Stream<Product> all() {
    return Stream.of(Product.values()).filter(each -> ONLY == null || each.name().equals(ONLY));
  }

  /** Two that start fast. */
  @ParameterizedTest
  @EnumSource(names = {"KAFKA", "HAZELCAST"})
  void shouldServeAndFollow(Product product) throws Exception {
    Jdk jdk = Jdk.running();
    List<String> plainLines;
    try (ProductRun plain =
        ProductRun.start(product, jdk, folder.resolve("plain"), ProductTrial.LARGE, null)) {
      plainLines = plain.awaitAnswer().console();
    }
    assertGood(product, jdk, new ProductTrial(product, jdk, folder).play(plainLines));
  }

  /** All of them, with a row of the page for each. */
  @ParameterizedTest
  @MethodSource("all")
  @Tag("jdks")
  @Tag("long")
  void shouldBeAsThePageSays(Product product) throws Exception {
    List<String> plainLines;
    double seconds;
    double processorSeconds;
    try (ProductRun plain =
        ProductRun.start(
            product, product.jdk(), folder.resolve("plain"), ProductTrial.LARGE, null)) {
      plain.awaitAnswer();
      seconds = plain.seconds();
      processorSeconds = plain.processorSeconds();
      Lapse.ofMillis(2_000, "in which it says what it says after its start");
      plainLines = plain.console();
    }
    ProductTrial.Result result = new ProductTrial(product, product.jdk(), folder).play(plainLines);
    System.out.println(
        product.title() + ": " + result + "\nplain " + seconds + " s, " + processorSeconds);
    new ApplicationsPage(Path.of("../docs/results/applications.md"))
        .put(product, result, seconds, processorSeconds);
    assertGood(product, product.jdk(), result);
    assertThat(result.foreign()).as("lines at the start").isEmpty();
    assertThat(result.foreignAtMoves()).as("lines at moves").isEmpty();
  }

  private static void assertGood(Product product, Jdk jdk, ProductTrial.Result result) {
    Comparison pools = result.pools();
    assertThat(result.foreign()).noneMatch(line -> ERROR.matcher(line).find());
    assertThat(result.foreignAtMoves()).noneMatch(line -> ERROR.matcher(line).find());
    assertThat(result.status()).as(result.statusText()).isZero();
    assertThat(pools.large()).as(product + " has pools").isNotEmpty();
    assertThat(pools.touched()).isEmpty();
    assertThat(pools.notBack()).isEmpty();
    assertThat(pools.moved()).noneMatch(PoolRow::failed);
    int depending = pools.depending().size();
    // Before 19 the JDK's ForkJoinPool keeps its size.
    long fixed =
        jdk.version() >= 19 ? 0 : pools.depending().stream().filter(PoolRow::forksAndJoins).count();
    assertThat(pools.explained().size() + 0.0)
        .as("explained of %s%n%s", depending, pools)
        .isGreaterThanOrEqualTo(EXPLAINED * depending);
    assertThat(pools.followed().size() + 0.0)
        .as("followed of %s%n%s", depending, pools)
        .isGreaterThanOrEqualTo(FOLLOWED * (depending - fixed));
  }
}
