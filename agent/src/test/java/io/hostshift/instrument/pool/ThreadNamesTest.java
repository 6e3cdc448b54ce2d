package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadNamesTest {
  private static String prefix(String... names) {
    ThreadNames threads = new ThreadNames();
    for (String name : names) {
      threads.add(name);
    }
    return threads.prefix();
  }

  @ParameterizedTest
  @CsvSource({
    "pool-1-thread-1, pool-1-thread",
    "nioEventLoopGroup-2-1, nioEventLoopGroup-2",
    "default task-12, default task",
    "my-batch-jobs-1, my-batch-jobs",
    "opensearch[n][search][T#1], opensearch[n][search]",
    "Reference-Reaper, Reference-Reaper",
    "db2-reaper, db2-reaper",
    "4711, 4711"
  })
  void shouldLeaveOutTheNumberOfASingleThread(String name, String prefix) {
    assertThat(prefix(name)).isEqualTo(prefix);
  }

  @Test
  void shouldBeWhatAllBeginWith() {
    assertThat(prefix("worker-12", "worker-13", "worker-7")).isEqualTo("worker");
    assertThat(prefix("es[n][get][T#1]", "es[n][get][T#12]")).isEqualTo("es[n][get]");
    assertThat(prefix("a-1", "b-1")).isEmpty();
  }
}
