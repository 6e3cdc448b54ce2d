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
      new Patience(() -> now, nanos -> now += nanos, what -> said.add(what));

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
}
