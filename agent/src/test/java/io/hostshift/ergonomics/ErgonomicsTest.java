package io.hostshift.ergonomics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Compared with what fresh JVMs of all versions chose for 1 to 32 processors. */
class ErgonomicsTest {
  private static final int ROWS = 7 * 32;

  private static List<String[]> oracle(String name) throws IOException {
    try (InputStream file = ErgonomicsTest.class.getResourceAsStream("/oracle/" + name)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split("\t")).toList();
    }
  }

  @Test
  void shouldChooseTheParallelThreadsThatAFreshJvmWithG1Does() throws IOException {
    assertThat(oracle("g1.tsv"))
        .hasSize(ROWS)
        .allSatisfy(
            row ->
                assertThat(GcThreads.parallel(Integer.parseInt(row[1])))
                    .isEqualTo(Integer.parseInt(row[2])));
  }

  @Test
  void shouldChooseTheConcurrentThreadsThatAFreshJvmWithG1Does() throws IOException {
    assertThat(oracle("g1.tsv"))
        .allSatisfy(
            row ->
                assertThat(GcThreads.g1Concurrent(GcThreads.parallel(Integer.parseInt(row[1]))))
                    .isEqualTo(Integer.parseInt(row[3])));
  }

  @Test
  void shouldChooseTheThreadsThatAFreshJvmWithParallelDoes() throws IOException {
    assertThat(oracle("parallel.tsv"))
        .hasSize(ROWS)
        .allSatisfy(
            row ->
                assertThat(GcThreads.parallel(Integer.parseInt(row[1])))
                    .isEqualTo(Integer.parseInt(row[2])));
  }

  @Test
  void shouldLeaveOneProcessorToTheCallerOfTheCommonPool() {
    assertThat(Pools.common(8)).isEqualTo(7);
  }

  @Test
  void shouldGiveTheCommonPoolOneThreadOnOneProcessor() {
    assertThat(Pools.common(1)).isEqualTo(1);
  }

  @Test
  void shouldSizeTheCommonPoolAsThisJvmDoes() {
    assertThat(Pools.common(Runtime.getRuntime().availableProcessors()))
        .isEqualTo(ForkJoinPool.getCommonPoolParallelism());
  }
}
