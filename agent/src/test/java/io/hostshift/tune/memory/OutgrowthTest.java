package io.hostshift.tune.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class OutgrowthTest {
  private static final long GIB = 1L << 30;

  private final Outgrowth outgrowth = new Outgrowth(() -> 12 * GIB);

  private static HostProfile host(long guest, long limit) {
    Capacity capacity = new Capacity(4, 4, 0, guest * GIB, limit * GIB);
    return HostProfile.EMPTY.with(Collections.emptyList(), capacity, 1);
  }

  @Test
  void shouldSayNothingWhileTheHeapFits() {
    assertThat(outgrowth.step(host(64, 12))).isFalse();
    assertThat(outgrowth.warning()).isEmpty();
  }

  @Test
  void shouldWarnOnceOfALimitThatTheHeapMayOutgrow() {
    HostProfile small = host(64, 8);

    assertThat(outgrowth.step(small)).isTrue();
    assertThat(outgrowth.step(small)).isFalse();
    assertThat(outgrowth.warning())
        .isEqualTo("the heap may grow to 12 GiB, the limit is now 8 GiB: the JVM may be killed");
  }

  @Test
  void shouldWarnAgainOfAnotherLimit() {
    outgrowth.step(host(64, 8));

    assertThat(outgrowth.step(host(64, 4))).isTrue();
    assertThat(outgrowth.warning()).contains("the limit is now 4 GiB");
  }

  @Test
  void shouldTakeTheWarningBack() {
    outgrowth.step(host(64, 8));

    assertThat(outgrowth.step(host(64, 16))).isTrue();
    assertThat(outgrowth.warning()).isEmpty();
  }

  @Test
  void shouldWarnOfAMachineThatHasTooLittle() {
    outgrowth.step(host(8, 0));

    assertThat(outgrowth.warning())
        .isEqualTo(
            "the heap may grow to 12 GiB, this machine now has 8 GiB: the JVM may be killed");
  }

  @Test
  void shouldWaitForRetuningWhereTheHeapKeepsToASize() {
    assertThat(outgrowth.dependsOnRetuning()).isFalse();
    outgrowth.keepTo(() -> 6 * GIB);

    assertThat(outgrowth.dependsOnRetuning()).isTrue();
    assertThat(outgrowth.step(host(64, 8))).isFalse();
    assertThat(outgrowth.largest()).isEqualTo(6 * GIB);
  }

  @Test
  void shouldSayNothingWhereNoMemoryIsKnown() {
    assertThat(outgrowth.step(host(0, 0))).isFalse();
  }
}
