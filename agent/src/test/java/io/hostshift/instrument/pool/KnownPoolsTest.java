package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import cats.effect.FakeWorker;
import java.util.Collections;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class KnownPoolsTest {
  private final KnownPools known = KnownPools.ofThisVersion();

  private static SeenPool pool(String thread, String creator, int core, int maximum) {
    SeenPool pool =
        new SeenPool(new Object(), creator, 1, core, maximum, 8, SizeRule.unexplained("not found"));
    ThreadNames names = new ThreadNames();
    names.add(thread);
    pool.threads(names);
    return pool;
  }

  private static SeenPool search(int size) {
    return pool("opensearch[n1][search][T#1]", "org.opensearch.node.Node", size, size);
  }

  @Test
  void shouldKnowAPoolByItsThreadsAndItsCreator() {
    SizeRule rule = known.of(search(13), 8);

    assertThat(rule.core().of(2)).isEqualTo(4);
    assertThat(rule.maximum().of(2)).isEqualTo(4);
    assertThat(rule.why()).startsWith("as is known of opensearch ");
  }

  @Test
  void shouldNotBelieveTheTableWhereItDoesNotGiveTheSize() {
    assertThat(known.of(search(20), 8)).as("set by somebody").isNull();
    assertThat(known.of(search(13), 4)).as("on another number of processors").isNull();
  }

  @Test
  void shouldNotKnowAPoolThatIsOnlyCalledSo() {
    assertThat(known.of(pool("opensearch[n1][search][T#1]", "com.acme.Fake", 13, 13), 8)).isNull();
    assertThat(known.of(pool("searcher-1", "org.opensearch.node.Node", 13, 13), 8)).isNull();
  }

  @Test
  void shouldKnowTheCommonPool() {
    ForkJoinPool common = ForkJoinPool.commonPool();
    SizeRule none = SizeRule.unexplained("not seen");

    SizeRule rule = known.of(new SeenPool(common, "", 0, 7, 7, 0, none), 8);

    assertThat(rule).hasToString("max(P-1, 1)");
    assertThat(known.of(new SeenPool(common, "", 0, 5, 5, 0, none), 8))
        .as("by a property")
        .isNull();
  }

  @Test
  void shouldLeaveTheCoreOfAPoolWhoseMaximumIsKnown() {
    SizeRule rule =
        known.of(pool("opensearch[n1][flush][T#3]", "org.opensearch.node.Node", 1, 4), 8);

    assertThat(rule.core()).isNull();
    assertThat(rule.maximum().of(2)).isEqualTo(1);
  }

  private static LibraryThreads workers(int threads) {
    LibraryThreads workers =
        LibraryThreads.of(new FakeWorker("io-compute-1"), Collections.emptyList());
    for (int i = 0; i < threads; i++) {
      workers.count();
    }
    return workers;
  }

  @Test
  void shouldKnowTheThreadsOfALibraryWhereTheirNumberIsAsItMakesThem() {
    LibraryThreads eight = workers(8);
    assertThat(eight.rule()).isEqualTo("unexplained");

    eight.explainedBy(known.of(eight, 8));

    assertThat(eight.rule()).isEqualTo("max(P, 2)");
    assertThat(eight.reason())
        .contains("fixes the number")
        .contains("as is known of cats-effect_3");
    assertThat(known.of(workers(5), 8)).as("told by somebody").isNull();
  }
}
