package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedNonDaemonsTest {
  private static String pools(String... names) {
    return new NamedNonDaemons(() -> names.length, () -> List.of(names)).pools();
  }

  private static String[] numbered(String pool, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = pool + i;
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "pool-1-thread-3, pool-1-thread-12, 2 pool-1-thread",
    "qtp1205044462-17, qtp1205044462-18, 2 qtp1205044462",
    "search[T#1], search[T#2], 2 search",
    "nioEventLoopGroup-2-1, nioEventLoopGroup-2-2, 2 nioEventLoopGroup-2",
    "XNIO-1 task-1, XNIO-1 task-2, 2 XNIO-1 task",
    "Thread-0, Thread-1, 2 Thread",
    "7, 8, '7, 8'"
  })
  void shouldCountTheThreadsOfAPool(String one, String other, String said) {
    assertThat(pools(one, other)).isEqualTo(said);
  }

  @Test
  void shouldNameAThreadThatIsAloneInFull() {
    assertThat(pools("main", "Thread-12")).isEqualTo("main, Thread-12");
  }

  @Test
  void shouldNameTheLargestAndCountTheOthers() {
    List<String> names = new ArrayList<>(List.of("main"));
    names.addAll(List.of(numbered("a-", 2)));
    names.addAll(List.of(numbered("default task-", 64)));
    names.addAll(List.of(numbered("b-", 3)));
    names.addAll(List.of(numbered("c-", 4)));

    assertThat(pools(names.toArray(String[]::new)))
        .isEqualTo("64 default task, 4 c, 3 b, 2 a and 1 other");
    names.add("end");
    assertThat(pools(names.toArray(String[]::new))).endsWith(" and 2 others");
  }

  @Test
  void shouldLetNoNameCommandATerminalOrFillTheLine() {
    assertThat(pools("evil\n\u001b[31m")).isEqualTo("evil??[31m");
    assertThat(pools("x".repeat(500)).length()).isLessThan(80);
  }

  @Test
  void shouldSeeThoseOfThisJvmThatAreNoDaemons() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  done.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              (i % 2 == 0 ? "seen-" : "unseen-") + i);
      thread.setDaemon(i % 2 != 0);
      thread.start();
      threads.add(thread);
    }
    try {
      assertThat(NamedNonDaemons.live(() -> 0).pools())
          .contains("20 seen")
          .doesNotContain("unseen");
    } finally {
      done.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
