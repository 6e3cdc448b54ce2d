package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.MigrationModel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private final Schedule fixed = new Schedule(SECOND, SECOND);
  private final Schedule range = new Schedule(SECOND, 10 * SECOND);

  @Test
  void shouldKeepAFixedIntervalHoweverBusyTheMachineIs() {
    assertThat(fixed.waitNanos(MigrationModel.TRANSPARENT, false, 1)).isEqualTo(SECOND);
    assertThat(fixed.isRange()).isFalse();
  }

  @Test
  void shouldWaitLongerWithinItsRangeAsTheMachineGetsBusier() {
    assertThat(range.waitNanos(MigrationModel.TRANSPARENT, false, 0)).isEqualTo(SECOND);
    assertThat(range.waitNanos(MigrationModel.TRANSPARENT, false, 0.5)).isEqualTo(5_500_000_000L);
    assertThat(range.waitNanos(MigrationModel.TRANSPARENT, false, 1)).isEqualTo(10 * SECOND);
  }

  @Test
  void shouldNeverWaitLongerThanTheUpperEnd() {
    assertThat(range.waitNanos(MigrationModel.TRANSPARENT, false, 17)).isEqualTo(10 * SECOND);
  }

  @Test
  void shouldPollAGuestThatIsToldOfItsMovesEveryTenSeconds() {
    assertThat(fixed.waitNanos(MigrationModel.NOTIFY_ONLY, false, 0)).isEqualTo(10 * SECOND);
    assertThat(fixed.waitNanos(MigrationModel.COOPERATIVE, false, 0)).isEqualTo(10 * SECOND);
  }

  @Test
  void shouldPollCloselyFromANoticeOn() {
    assertThat(fixed.waitNanos(MigrationModel.COOPERATIVE, true, 1))
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
  }

  @Test
  void shouldRefuseARangeThatEndsBeforeItBegins() {
    assertThatThrownBy(() -> new Schedule(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
