package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(out, true), Log.Level.INFO);
  private final Failures failures = new Failures("going on", log);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.add(new IllegalStateException("no"));
    }
  }

  private void goWell(int times) {
    for (int i = 0; i < times; i++) {
      failures.none();
    }
  }

  @Test
  void shouldSayTheFirstAndTheTenth() {
    fail(11);

    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void shouldComplainOfTheLastThatWasSaid() {
    fail(11);

    assertThat(log.complaints())
        .singleElement()
        .isEqualTo("going on (number 10): java.lang.IllegalStateException: no");
  }

  @Test
  void shouldComplainNoMoreOnceAllGoesWell() {
    fail(1);
    goWell(10);

    assertThat(log.complaints()).isEmpty();
  }

  @Test
  void shouldComplainAsLongAsSomeGoWellByChance() {
    fail(1);
    goWell(9);
    fail(1);
    goWell(9);

    assertThat(log.complaints()).hasSize(1);
  }
}
