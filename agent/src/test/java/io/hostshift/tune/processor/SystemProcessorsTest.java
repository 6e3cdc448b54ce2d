package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.TunerBench;
import org.junit.jupiter.api.Test;

class SystemProcessorsTest {
  private int reported = 16;
  private final SystemProcessors system = new SystemProcessors(() -> reported);

  @Test
  void shouldBeWhatTheCapacitySays() {
    assertThat(system.applyAsInt(TunerBench.host(4))).isEqualTo(4);
  }

  @Test
  void shouldNotGiveOurOwnAnswerBackWhereTheCapacityIsUnknown() {
    reported = 8;

    assertThat(system.applyAsInt(HostProfile.EMPTY)).isEqualTo(16);
  }
}
