package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.tune.processor.ProcessorCount;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.rules.SampleRules;
import io.hostshift.tune.setting.FakeSetting;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TunerTest {
  private final TunerBench bench = new TunerBench();
  private final Tuner tuner = bench.tuner();

  private Outcome retune(int processors) {
    return tuner.retune(TunerBench.host(processors)).get(0);
  }

  @Test
  void shouldMoveASettingToTheHost() {
    assertThat(retune(4))
        .returns(16L, Outcome::before)
        .returns(true, Outcome::changed)
        .satisfies(outcome -> assertThat(outcome.status().current()).isEqualTo(4));
  }

  @Test
  void shouldNameEverySettingInTheOutcomes() {
    assertThat(tuner.retune(TunerBench.host(4)))
        .extracting(outcome -> outcome.status().name())
        .containsExactly("fake", "other");
  }

  @Test
  void shouldSayWhyASettingIsNotAvailable() {
    assertThat(tuner.retune(TunerBench.host(4)).get(1).status())
        .returns(SettingState.LEFT, Status::state)
        .returns("this JVM has no such flag", Status::reason);
  }

  @Test
  void shouldOnlyFillInTargetsWhenItObserves() {
    tuner.observe(true);

    assertThat(retune(4).status())
        .returns(SettingState.OBSERVED, Status::state)
        .returns(4L, Status::target)
        .returns(16L, Status::current);
    assertThat(bench.current()).isEqualTo(16);
  }

  @Test
  void shouldOnlyObserveAsLongAsThereIsADoubt() {
    String[] why = {"it may have died of it"};
    tuner.observeWhile(() -> why[0]);

    assertThat(tuner.observing()).isTrue();
    assertThat(retune(4).status())
        .returns(SettingState.OBSERVED, Status::state)
        .returns("it may have died of it", Status::reason)
        .returns(4L, Status::target)
        .returns(16L, Status::current);
    assertThat(bench.current()).isEqualTo(16);

    why[0] = "";
    assertThat(tuner.observing()).isFalse();
    assertThat(retune(4).status().state()).isEqualTo(SettingState.APPLIED);
  }

  @Test
  void shouldChangeNothingWhileTheKillSwitchIsOn() {
    bench.kill(true);

    assertThat(retune(4).status())
        .returns(SettingState.LEFT, Status::state)
        .returns("the kill switch is on", Status::reason);
    assertThat(bench.current()).isEqualTo(16);
  }

  @Test
  void shouldSayWhyASettingCouldNotBeMoved() {
    bench.setting().failing("no memory to write to");

    assertThat(retune(4).status())
        .returns(SettingState.FAILED, Status::state)
        .returns("no memory to write to", Status::reason);
  }

  @Test
  void shouldMoveTheOthersWhenOneFails() {
    FakeSetting broken = new FakeSetting("broken", 16).failing("broken");
    FakeSetting sound = new FakeSetting("sound", 16);
    List<Setting> both = Arrays.asList(broken, sound);
    new Tuner(both, Collections.emptyList(), Rules.NONE, profile -> 4, () -> false)
        .retune(TunerBench.host(4));

    assertThat(sound.current()).isEqualTo(4);
  }

  @Test
  void shouldNotMoveASettingThatIsToBeLeft() {
    bench.setting().left("set on the command line");

    assertThat(retune(4).status().state()).isEqualTo(SettingState.LEFT);
    assertThat(bench.current()).isEqualTo(16);
  }

  @Test
  void shouldReckonWithOneProcessorAtLeast() {
    assertThat(retune(0).status().target()).isEqualTo(1);
  }

  @Test
  void shouldChangeNothingByLooking() {
    tuner.look(TunerBench.host(4));

    assertThat(bench.current()).isEqualTo(16);
    assertThat(tuner.statuses().get(0).target()).isEqualTo(4);
  }

  @Test
  void shouldPutEverythingBack() {
    retune(4);
    tuner.restore(TunerBench.host(4));

    assertThat(bench.current()).isEqualTo(16);
    assertThat(tuner.statuses().get(0).reason()).isEqualTo("restored");
  }

  @Test
  void shouldSayWhatCouldNotBePutBack() {
    retune(4);
    bench.setting().failing("read-only");
    tuner.restore(TunerBench.host(4));

    assertThat(tuner.statuses().get(0))
        .returns(SettingState.FAILED, Status::state)
        .returns("could not be restored: read-only", Status::reason);
  }

  @Test
  void shouldLetSettingsFollowTheHeapOnceTheyWereMoved() {
    retune(4);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.setting().looks()).isEqualTo(1);
  }

  @Test
  void shouldSayWhereASettingHasDriftedTo() {
    retune(4);
    bench.setting().drift(6);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(tuner.statuses().get(0).current()).isEqualTo(6);
  }

  @Test
  void shouldMoveAgainWhatHasDriftedAtTwoLooks() {
    retune(4);
    bench.setting().drift(6);
    tuner.lookAgain(TunerBench.host(4));
    assertThat(tuner.statuses().get(0).state()).isEqualTo(SettingState.LEFT);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(tuner.statuses().get(0))
        .returns(4L, Status::current)
        .returns(SettingState.APPLIED, Status::state);
  }

  /** A JVM that follows by itself is ahead of a retuning that has to wait. */
  @Test
  void shouldNotGoBackToTheTargetOfAHostThatIsNoLonger() {
    retune(4);
    bench.setting().drift(6);
    for (int i = 0; i < 3; i++) {
      tuner.lookAgain(TunerBench.host(6));
    }

    assertThat(bench.current()).isEqualTo(6);
  }

  @Test
  void shouldNotCallAppliedWhatHasYetToFollow() {
    tuner.look(TunerBench.host(4));

    assertThat(tuner.statuses().get(0))
        .returns(SettingState.LEFT, Status::state)
        .returns("it follows at the next event", Status::reason);
  }

  @Test
  void shouldNotLookAgainBeforeAnythingWasMoved() {
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.setting().looks()).isZero();
  }

  @Test
  void shouldNotLookAgainAfterEverythingWasPutBack() {
    retune(4);
    tuner.restore(TunerBench.host(4));
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.setting().looks()).isZero();
  }

  @Test
  void shouldNotLookAgainWhileItObserves() {
    retune(4);
    tuner.observe(true);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.setting().looks()).isZero();
  }

  @Test
  void shouldNotLookAgainWhileTheKillSwitchIsOn() {
    retune(4);
    bench.kill(true);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.setting().looks()).isZero();
  }

  @Test
  void shouldSayWhenASettingCanNoLongerFollow() {
    retune(4);
    bench.setting().failing("gone");
    tuner.lookAgain(TunerBench.host(4));

    assertThat(tuner.statuses().get(0).state()).isEqualTo(SettingState.FAILED);
  }

  @Test
  void shouldKeepTheValueFromBeforeTheFirstOfTwoRetunings() {
    Outcome first = retune(4);

    assertThat(retune(8).since(Collections.singletonList(first)).before()).isEqualTo(16);
  }

  @Test
  void shouldLetSettingsFollowTheHeapAtEachPollOnceTheyWereMoved() {
    tuner.follow();
    assertThat(bench.setting().looks()).isZero();
    retune(4);
    tuner.follow();
    assertThat(bench.setting().looks()).isEqualTo(1);
    bench.kill(true);
    tuner.follow();
    assertThat(bench.setting().looks()).isEqualTo(1);
    bench.kill(false);
    tuner.restore(TunerBench.host(4));
    tuner.follow();

    assertThat(bench.setting().looks()).isEqualTo(1);
  }

  @Test
  void shouldSayWhyASettingCouldNotFollow() {
    retune(4);
    bench.setting().failing("gone");
    tuner.follow();

    assertThat(tuner.statuses().get(0))
        .returns(SettingState.FAILED, Status::state)
        .returns("gone", Status::reason);
  }

  /** Else the next line would say that all is well. */
  @Test
  void shouldNotSayAnythingElseOfWhatCouldNotFollow() {
    retune(4);
    bench.setting().failing("gone");
    tuner.lookAgain(TunerBench.host(4));

    assertThat(tuner.statuses().get(0).reason()).isEqualTo("gone");
  }

  @Test
  void shouldWaitForTwoLooksAfterEachRetuning() {
    retune(4);
    bench.setting().drift(6);
    tuner.lookAgain(TunerBench.host(4));
    retune(4);
    bench.setting().drift(7);
    tuner.lookAgain(TunerBench.host(4));

    assertThat(bench.current()).isEqualTo(7);
    assertThat(tuner.statuses().get(0).reason()).isEqualTo("it is set again at the next look");
  }

  @Test
  void shouldTellTheSupplyThatTheVmHasMoved() {
    tuner.moved();

    assertThat(bench.moves()).isEqualTo(1);
  }

  @Test
  void shouldKnowWhetherThereAreRules() {
    assertThat(tuner.hasRules()).isFalse();
    assertThat(
            new Tuner(
                    Collections.emptyList(),
                    Collections.emptyList(),
                    SampleRules.numbers(new Random(1)),
                    profile -> 4,
                    () -> false)
                .hasRules())
        .isTrue();
  }

  private static Tuner counting(FakeSetting processors) {
    return new Tuner(
        List.of(processors),
        Collections.emptyList(),
        Rules.NONE,
        profile -> profile.capacity().processors(),
        () -> false);
  }

  @Test
  void shouldKnowThatThisJvmCountsOtherProcessorsThanItShould() {
    Tuner counts = counting(new FakeSetting(ProcessorCount.TYPE, 16));
    assertThat(counts.miscounted()).isFalse();
    counts.look(TunerBench.host(4));
    assertThat(counts.miscounted()).isTrue();
    counts.look(TunerBench.host(16));

    assertThat(counts.miscounted()).isFalse();
  }

  @Test
  void shouldNotCallMiscountedWhatStaysAsItIs() {
    Tuner counts =
        counting(new FakeSetting(ProcessorCount.TYPE, 16).left("set on the command line"));
    counts.look(TunerBench.host(4));
    tuner.look(TunerBench.host(4));

    assertThat(counts.miscounted()).isFalse();
    assertThat(tuner.miscounted()).isFalse();
  }

  /** One that cannot even say how it stands, and names what it cannot reach. */
  private static final class Broken implements Setting {
    private boolean moved;

    @Override
    public SettingType type() {
      return SettingType.number("broken", Unit.THREADS);
    }

    @Override
    public Status plan(Target target) {
      throw new IllegalStateException("cannot be read");
    }

    @Override
    public void move(Target target) {
      throw new IllegalStateException("not to be moved");
    }

    @Override
    public void restore() {}

    @Override
    public void moved() {
      moved = true;
    }

    @Override
    public List<String> unreached() {
      return List.of("com.acme.Io.THREADS");
    }
  }

  @Test
  void shouldMoveTheOthersWhenOneCannotSayHowItStands() {
    FakeSetting sound = new FakeSetting("sound", 16);
    Broken broken = new Broken();
    Tuner both =
        new Tuner(
            List.of(broken, sound), Collections.emptyList(), Rules.NONE, profile -> 4, () -> false);
    both.moved();

    assertThat(both.retune(TunerBench.host(4)).get(0).status())
        .returns(SettingState.FAILED, Status::state)
        .returns("cannot be read", Status::reason);
    assertThat(sound.current()).isEqualTo(4);
    assertThat(broken.moved).isTrue();
    assertThat(both.unreached()).containsExactly("com.acme.Io.THREADS");
  }
}
