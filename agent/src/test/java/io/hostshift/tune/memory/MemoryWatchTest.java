package io.hostshift.tune.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
  private static final long GIB = 1L << 30;

  private final FakeClock clock = new FakeClock();
  private double pressure;
  private int relieved;
  private final MemoryWatch watch =
      new MemoryWatch(() -> pressure, () -> relieved++, clock, TimeUnit.SECONDS.toNanos(10));

  private static HostProfile host(double gib, long limit) {
    Capacity capacity = new Capacity(4, 4, 0, (long) (gib * GIB), limit * GIB);
    return HostProfile.EMPTY.with(Collections.emptyList(), capacity, 1);
  }

  @Test
  void shouldFollowABalloon() {
    assertThat(watch.step(host(16, 0))).isFalse();
    assertThat(watch.step(host(8, 0))).isTrue();
    assertThat(watch.step(host(8, 0))).isFalse();
  }

  @Test
  void shouldNotFollowABalloonThatBreathes() {
    watch.step(host(16, 0));

    assertThat(watch.step(host(15.5, 0))).isFalse();
    assertThat(watch.step(host(15.0, 0))).isTrue();
  }

  @Test
  void shouldWaitBetweenTwoAndTakeTheLast() {
    watch.step(host(16, 0));
    watch.step(host(8, 0));

    assertThat(watch.step(host(4, 0))).isFalse();
    clock.advanceMillis(10_000);
    assertThat(watch.step(host(4, 0))).isTrue();
  }

  @Test
  void shouldLeaveALimitToItsEvent() {
    watch.step(host(16, 8));

    assertThat(watch.step(host(16, 4))).isFalse();
  }

  @Test
  void shouldGiveBackOnceWhileMemoryIsShort() {
    pressure = 0.2;
    watch.step(host(16, 0));
    clock.advanceMillis(120_000);
    watch.step(host(16, 0));

    assertThat(relieved).isEqualTo(1);
  }

  @Test
  void shouldGiveBackAgainOnceItWasEnoughAndAMinuteHasPassed() {
    pressure = 0.2;
    watch.step(host(16, 0));
    pressure = 0.01;
    watch.step(host(16, 0));
    pressure = 0.2;
    watch.step(host(16, 0));
    assertThat(relieved).isEqualTo(1);
    clock.advanceMillis(60_000);
    watch.step(host(16, 0));

    assertThat(relieved).isEqualTo(2);
  }
}
