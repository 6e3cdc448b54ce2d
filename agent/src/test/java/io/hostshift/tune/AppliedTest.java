package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.collector.FakeGang;
import io.hostshift.tune.collector.G1Markers;
import io.hostshift.tune.collector.GangWorkers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.collector.ThreadFlags;
import io.hostshift.tune.collector.WorkerLimit;
import io.hostshift.tune.pool.FakePool;
import io.hostshift.tune.processor.SampleCounts;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.rules.SampleRules;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.FakeMemory;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code APPLIED} is said only of what was read back and is the target, of all settings. */
class AppliedTest {
  private static final long MIB = 1 << 20;

  private int counted;
  private long heap;
  private int nonDaemon;
  private final List<FakeFlag> flags = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private FakeFlag flag(Random random, long value, Origin origin) {
    FakeFlag flag = new FakeFlag(value, origin);
    if (random.nextInt(4) == 0) {
      flag.ignoreWrites();
    }
    if (random.nextInt(6) == 0) {
      flag.disbelieve();
    }
    flags.add(flag);
    return flag;
  }

  private List<Setting> settings(Random random) {
    int workers = 1 + random.nextInt(16);
    WorkerLimit limit =
        new WorkerLimit(
            flag(random, 40 * MIB, Origin.DEFAULT), workers, () -> heap, () -> nonDaemon);
    FakeFlag markers = flag(random, 1 + random.nextInt(workers), Origin.ERGONOMIC);
    SettingType z = SettingType.number("z", Unit.THREADS);
    Setting flags =
        new ThreadFlags(
            z,
            "flags",
            Arrays.asList(
                flag(random, 1 + random.nextInt(8), Origin.ERGONOMIC),
                flag(random, 1 + random.nextInt(8), Origin.ERGONOMIC)),
            target -> target.of(z, target.processors()));
    Setting parallel =
        random.nextBoolean()
            ? new ParallelWorkers(limit, "")
            : new GangWorkers(limit, new FakeGang(workers));
    return Arrays.asList(
        count(random),
        parallel,
        new G1Markers(markers, limit),
        flags,
        FakePool.common(1 + random.nextInt(16)),
        new FakeMemory(8L << 30));
  }

  private Setting count(Random random) {
    boolean given = random.nextInt(4) == 0;
    switch (random.nextInt(3)) {
      case 0:
        return SampleCounts.hook(() -> counted);
      case 1:
        return SampleCounts.unmoved(() -> counted);
      default:
        return SampleCounts.flag(
            flag(random, given ? 16 : -1, given ? Origin.COMMAND_LINE : Origin.DEFAULT),
            random.nextBoolean(),
            () -> counted);
    }
  }

  private void change(Random random, int processors) {
    // Most JVMs see what there is; some see more, some fewer.
    counted = random.nextInt(3) > 0 ? processors : 1 + random.nextInt(32);
    heap = MIB * (8 + random.nextInt(4000));
    nonDaemon = random.nextInt(5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldBeSaidOnlyOfWhatWasReadBackAndIsTheTarget(long seed) {
    Random random = new Random(seed);
    change(random, 4);
    Rules rules = SampleRules.numbers(random);
    Tuner tuner =
        new Tuner(
            settings(random),
            Collections.emptyList(),
            rules,
            profile -> profile.capacity().processors(),
            () -> false);
    tuner.look(TunerBench.host(4));
    check(tuner, seed);
    for (int i = 0; i < 20; i++) {
      int processors = 1 + random.nextInt(24);
      change(random, processors);
      tuner.retune(TunerBench.host(processors));
      check(tuner, seed);
      change(random, processors);
      for (int look = 0; look < 3; look++) {
        tuner.lookAgain(TunerBench.host(processors));
        check(tuner, seed);
      }
    }
    tuner.restore(TunerBench.host(4));
    check(tuner, seed);
  }

  private static void check(Tuner tuner, long seed) {
    for (Status status : tuner.statuses()) {
      String shown = "seed " + seed + ": " + status.name() + " " + status.reason();
      if (status.state() == SettingState.APPLIED) {
        assertThat(status.current()).as(shown).isEqualTo(status.target());
      } else {
        assertThat(status.reason()).as(shown).isNotEmpty();
      }
      if (status.state() == SettingState.CEILING) {
        assertThat(status.target()).as(shown).isGreaterThan(status.ceiling());
      }
      if (status.state() == SettingState.FLOOR) {
        assertThat(status.target()).as(shown).isLessThan(status.floor());
      }
    }
  }
}
