package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final List<String> said = new ArrayList<>();
  private long now;
  private final Patience patience =
      new Patience(
          () -> now, nanos -> now += nanos, what -> said.add(what), TimeUnit.SECONDS.toNanos(10));

  private boolean await(long doneAtMillis, long limitMillis) {
    return patience.await(
        "JVM 12 to answer",
        TimeUnit.MILLISECONDS.toNanos(limitMillis),
        () -> now >= TimeUnit.MILLISECONDS.toNanos(doneAtMillis));
  }

  @Test
  void shouldSayNothingWithinASecond() {
    assertThat(await(990, 5000)).isTrue();
    assertThat(said).isEmpty();
  }

  @Test
  void shouldSayOnceForWhatItWaitsAfterASecond() {
    assertThat(await(3000, 5000)).isTrue();
    assertThat(said).containsExactly("waits for JVM 12 to answer");
  }

  @Test
  void shouldGiveUpAtTheLimit() {
    assertThat(await(6000, 5000)).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(5000L, 5020L);
  }

  /** However many waits there are, and whatever each of them may last. */
  @Test
  void shouldWaitNoLongerInAllThanTheTotal() {
    for (int i = 0; i < 5; i++) {
      await(60_000, 4000);
    }

    assertThat(TimeUnit.NANOSECONDS.toMillis(now)).isBetween(10_000L, 10_020L);
    assertThat(patience.leftNanos()).isZero();
  }
}
