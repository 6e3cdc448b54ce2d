package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.TunerBench;
import org.junit.jupiter.api.Test;

class LoneStartTest {
  private final LoneStart lone = new LoneStart(true);

  @Test
  void shouldBeSoundWhileThereIsOneProcessor() {
    assertThat(lone.unsound(TunerBench.host(1))).isEmpty();
    assertThat(lone.unsound(HostProfile.EMPTY)).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongAndWhatHelpsOnceThereAreTwo() {
    assertThat(lone.unsound(TunerBench.host(2)))
        .isEqualTo(
            "this JVM began on one processor and leaves out atomic instructions, and now there are"
                + " 2: it loses updates; restart it, with -XX:+AssumeMP");
  }

  @Test
  void shouldBeSoundOnAnyHostOtherwise() {
    assertThat(LoneStart.SOUND.unsound(TunerBench.host(2))).isEmpty();
    assertThat(LoneStart.of(null, () -> 1)).isSameAs(LoneStart.SOUND);
  }
}
