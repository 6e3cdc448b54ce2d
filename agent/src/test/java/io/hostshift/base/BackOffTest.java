package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void shouldDoubleUpToFiveMinutes() {
    BackOff backOff = new BackOff(() -> 0.5);

    backOff.failed();
    assertThat(backOff.restNanos()).isEqualTo(2 * SECOND);
    backOff.failed();
    assertThat(backOff.restNanos()).isEqualTo(4 * SECOND);
    for (int i = 0; i < 100; i++) {
      backOff.failed();
    }
    assertThat(backOff.restNanos()).isEqualTo(300 * SECOND);
  }

  @Test
  void shouldVaryByAFifthToBothSides() {
    BackOff early = new BackOff(() -> 0);
    BackOff late = new BackOff(() -> 1);
    early.failed();
    late.failed();

    assertThat(early.restNanos()).isEqualTo((long) (1.6 * SECOND));
    assertThat(late.restNanos()).isEqualTo((long) (2.4 * SECOND));
  }

  @Test
  void shouldGrantWhatTheOtherSideAsksForWithinBounds() {
    BackOff backOff = new BackOff(() -> 0.5);

    backOff.failed(20 * SECOND);
    assertThat(backOff.restNanos()).isEqualTo(20 * SECOND);
    backOff.failed(Long.MAX_VALUE);
    assertThat(backOff.restNanos()).isEqualTo(300 * SECOND);
  }

  @Test
  void shouldStartAnewAfterASuccess() {
    BackOff backOff = new BackOff(() -> 0.5);
    backOff.failed();
    backOff.failed();
    backOff.succeeded();
    assertThat(backOff.restNanos()).isZero();

    backOff.failed();
    assertThat(backOff.restNanos()).isEqualTo(2 * SECOND);
  }
}
