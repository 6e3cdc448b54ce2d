package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StealWindowTest {
  private static final int TICKS = 100;
  private static final int PROCESSORS = 4;

  private final StealWindow window = new StealWindow(TimeUnit.SECONDS.toNanos(60));
  private long seconds;
  private long stolen;
  private long total;

  /** Lets time pass in which the host steals so many processors. */
  private void pass(int passing, double stealing) {
    for (int i = 0; i < passing; i += 5) {
      window.step(TimeUnit.SECONDS.toNanos(seconds), stolen, total);
      seconds += 5;
      stolen += Math.round(5 * TICKS * stealing);
      total += 5L * TICKS * PROCESSORS;
    }
    window.step(TimeUnit.SECONDS.toNanos(seconds), stolen, total);
  }

  @Test
  void shouldKnowNothingBeforeAWindowHasPassed() {
    pass(55, 0);

    assertThat(window.processors(PROCESSORS)).isEmpty();
  }

  @Test
  void shouldTellAllWhereNothingIsStolen() {
    pass(60, 0);

    assertThat(window.processors(PROCESSORS)).hasValue(4);
  }

  @Test
  void shouldTellThoseThatTheHostLeft() {
    pass(60, 2.1);

    assertThat(window.processors(PROCESSORS)).hasValue(2);
  }

  @Test
  void shouldTellAtLeastOne() {
    pass(60, 4);

    assertThat(window.processors(PROCESSORS)).hasValue(1);
  }

  @Test
  void shouldForgetWhatIsOlderThanTheWindow() {
    pass(60, 2.1);
    pass(60, 0);

    assertThat(window.processors(PROCESSORS)).hasValue(4);
  }

  @Test
  void shouldRiseOnlyWhereItIsExceededClearly() {
    pass(60, 0.9);
    assertThat(window.processors(PROCESSORS)).hasValue(4);

    pass(60, 1.1);
    assertThat(window.processors(PROCESSORS)).hasValue(3);

    pass(60, 0.8);
    assertThat(window.processors(PROCESSORS)).hasValue(3);

    pass(60, 0.7);
    assertThat(window.processors(PROCESSORS)).hasValue(4);
  }

  @Test
  void shouldBeginAnewWhereTheCountersGoBack() {
    pass(60, 2.1);
    stolen = 0;
    pass(5, 0);

    assertThat(window.processors(PROCESSORS)).isEmpty();
  }

  @Test
  void shouldBeginAnewWhenItIsToldToForget() {
    pass(60, 2.1);
    window.forget();

    assertThat(window.processors(PROCESSORS)).isEmpty();
  }

  @Test
  void shouldFollowTheSystemAtOnceWhenThatIsResized() {
    pass(60, 0);
    window.processors(PROCESSORS);

    assertThat(window.processors(2)).hasValue(2);
  }
}
