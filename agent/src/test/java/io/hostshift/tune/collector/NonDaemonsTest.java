package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NonDaemonsTest {
  private static String floor(List<String> names) {
    return new NonDaemons(() -> names).floor(names.size());
  }

  @Test
  void shouldNameHowManyThereAreAndTheirPools() {
    List<String> names = new ArrayList<>(List.of("main"));
    for (int i = 1; i <= 16; i++) {
      names.add("pool-1-thread-" + i);
      names.add("default task-" + i);
    }
    names.add("default task-17");

    assertThat(floor(names))
        .isEqualTo(
            "HotSpot keeps two workers for each thread that is no daemon, and 34 are none: 17"
                + " default task, 16 pool-1-thread, main");
  }

  @Test
  void shouldCountThePoolsThatAreNotNamed() {
    assertThat(floor(List.of("a-1", "b-1", "c-1", "d-1", "e-1", "e-2", "f-1", "DestroyJavaVM")))
        .endsWith("8 are none: 2 e, a, b, c and 3 more");
  }

  @Test
  void shouldTakeNumbersAloneForAName() {
    assertThat(floor(List.of("12", "qtp1234-7"))).endsWith("2 are none: 12, qtp1234");
  }

  @Test
  void shouldCutALongNameAndPutItIntoOneLine() {
    assertThat(floor(List.of("x".repeat(100), "a\nb")))
        .endsWith(": " + "x".repeat(40) + "... (100 characters), a?b");
  }

  @Test
  void shouldSayThatThereAreTwoAtLeast() {
    assertThat(floor(Collections.singletonList("main")))
        .isEqualTo("HotSpot keeps two workers at least");
  }

  @Test
  void shouldFindThoseOfThisJvm() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Thread thread = new Thread(() -> await(end), "counted-" + i);
      thread.setDaemon(i >= 20);
      thread.start();
      threads.add(thread);
    }
    try {
      assertThat(NonDaemons.ofThisJvm().floor(21)).contains("20 counted");
    } finally {
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
