package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.HostProfile;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetunerTest {
  private static final HostProfile SMALL = TunerBench.host(4);
  private static final HostProfile LARGE = TunerBench.host(12);

  private final TunerBench bench = new TunerBench();
  private final FakeClock clock = new FakeClock();
  private final Retuner retuner = new Retuner(bench.tuner(), clock, TimeUnit.SECONDS.toNanos(10));

  @Test
  void shouldRetuneAtOnceForTheFirstEvent() {
    assertThat(retuner.retune(SMALL, 1)).isNotEmpty();
    assertThat(bench.current()).isEqualTo(4);
  }

  @Test
  void shouldLetASecondEventWait() {
    retuner.retune(SMALL, 1);
    clock.advanceMillis(9_999);

    assertThat(retuner.retune(LARGE, 2)).isEmpty();
    assertThat(bench.current()).isEqualTo(4);
  }

  @Test
  void shouldRetuneForASecondEventAfterTheTime() {
    retuner.retune(SMALL, 1);
    clock.advanceMillis(10_000);
    retuner.retune(LARGE, 2);

    assertThat(bench.current()).isEqualTo(12);
  }

  @Test
  void shouldNotLetTheSameEventWait() {
    retuner.retune(SMALL, 1);
    retuner.retune(LARGE, 1);

    assertThat(bench.current()).isEqualTo(12);
  }

  @Test
  void shouldBeDueForTheLastEventThatHadToWait() {
    retuner.retune(SMALL, 1);
    retuner.retune(LARGE, 2);
    retuner.retune(SMALL, 3);
    clock.advanceMillis(10_000);

    assertThat(retuner.due()).isEqualTo(3);
  }

  @Test
  void shouldNotBeDueBeforeTheTime() {
    retuner.retune(SMALL, 1);
    retuner.retune(LARGE, 2);
    clock.advanceMillis(9_999);

    assertThat(retuner.due()).isZero();
  }

  @Test
  void shouldNotBeDueTwice() {
    retuner.retune(SMALL, 1);
    retuner.retune(LARGE, 2);
    clock.advanceMillis(10_000);
    retuner.retune(LARGE, retuner.due());

    assertThat(retuner.due()).isZero();
  }

  @Test
  void shouldNotLetAnEventWaitForOneThatChangedNothing() {
    retuner.retune(TunerBench.host(16), 1);
    retuner.retune(SMALL, 2);

    assertThat(bench.current()).isEqualTo(4);
  }

  @Test
  void shouldObeyAnOperatorAtOnce() {
    retuner.retune(SMALL, 1);
    retuner.now(LARGE);

    assertThat(bench.current()).isEqualTo(12);
  }

  @Test
  void shouldSayOnceWhyThereAreOtherNumbers() {
    bench.change("another number");

    assertThat(retuner.supplyChanged()).isEqualTo("another number");
    assertThat(retuner.supplyChanged()).isEmpty();
  }

  @Test
  void shouldLetOtherNumbersWait() {
    retuner.retune(SMALL, 1);
    bench.change("another number");
    clock.advanceMillis(9_999);
    assertThat(retuner.supplyChanged()).isEmpty();
    clock.advanceMillis(1);

    assertThat(retuner.supplyChanged()).isEqualTo("another number");
    assertThat(retuner.supplyChanged()).isEmpty();
  }

  @Test
  void shouldSayOnceThatTheJvmIsNotSound() {
    bench.unsound("it loses updates");

    assertThat(retuner.unsound(TunerBench.host(1))).isEmpty();
    assertThat(retuner.unsound(SMALL)).isEqualTo("it loses updates");
    assertThat(retuner.unsound(SMALL)).isEmpty();
  }

  @Test
  void shouldSayOnceThatTheKillSwitchWasTakenAway() {
    bench.kill(true);
    assertThat(retuner.released()).isFalse();
    bench.kill(false);

    assertThat(retuner.released()).isTrue();
    assertThat(retuner.released()).isFalse();
  }

  @Test
  void shouldSayOnceThatItIsNoLongerInDoubt() {
    String[] why = {"it may have died of it"};
    bench.tuner().observeWhile(() -> why[0]);
    assertThat(retuner.released()).isFalse();
    why[0] = "";

    assertThat(retuner.released()).isTrue();
    assertThat(retuner.released()).isFalse();
  }

  @Test
  void shouldNotBeReleasedWithoutAKillSwitch() {
    assertThat(retuner.released()).isFalse();
  }

  @Test
  void shouldSayWhatCameOfAnOrder() {
    assertThat(retuner.ordered(SMALL)).isNotEmpty();
    assertThat(bench.current()).isEqualTo(4);
  }

  @Test
  void shouldTellThatTheVmHasMoved() {
    retuner.moved();

    assertThat(bench.moves()).isEqualTo(1);
  }

  @Test
  void shouldNotRetuneForMoreThatIsKnownOfTheHostWithoutRules() {
    retuner.learned(SMALL);

    assertThat(bench.current()).isEqualTo(16);
  }

  @Test
  void shouldNotFollowAMemoryThatNobodyWatches() {
    assertThat(retuner.memoryChanged(SMALL)).isFalse();
  }
}
