package io.hostshift.testapp.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When orders are due. */
final class TimetableTest {
  private static final long NOW = -5;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** Two threads, each ten a second. */
  private final Timetable timetable = new Timetable(2, 20);

  @Test
  void shouldHaveTheThreadsTakeTurns() {
    assertThat(timetable.first(0, NOW)).isEqualTo(NOW);
    assertThat(timetable.first(1, NOW)).isEqualTo(NOW + 50 * MILLI);
  }

  @Test
  void shouldKeepToTheRateHoweverLongAnOrderTook() {
    assertThat(timetable.next(NOW, NOW + MILLI)).isEqualTo(NOW + 100 * MILLI);
    assertThat(timetable.next(NOW, NOW + 900 * MILLI)).isEqualTo(NOW + 100 * MILLI);
    assertThat(timetable.missed()).isZero();
  }

  @Test
  void shouldLeaveOutWhatWasDueWhileItWasStopped() {
    long now = NOW + 100 * MILLI + 3_000 * MILLI;

    assertThat(timetable.next(NOW, now)).isEqualTo(now);
    assertThat(timetable.missed()).isEqualTo(30);
  }
}
