package io.hostshift.tune.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.memory.FakeKeeper;
import io.hostshift.memory.FakeOptions;
import io.hostshift.memory.FakeRelease;
import io.hostshift.memory.FreshHeap;
import io.hostshift.memory.HeapFollower;
import io.hostshift.memory.HeapRelease;
import io.hostshift.memory.MemoryUse;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.Tuner;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A heap of 12 GiB that was named, of which 4 are in use, beside 1 GiB of other things. */
class HeapSettingTest {
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;

  private final FakeOptions options =
      FakeOptions.collector("UseZGC").explicit("MaxHeapSize", Long.toString(12 * GIB));
  private final FakeKeeper keeper = new FakeKeeper();
  private long committed = 4 * GIB;
  private long beside = GIB;
  private boolean headroom;
  private boolean killed;
  private Tuner tuner;

  private MemoryUse use() {
    return new MemoryUse(committed, committed, 100 * MIB, committed + beside);
  }

  private Tuner tuner() {
    if (tuner == null) {
      FreshHeap fresh = new FreshHeap(options, 25);
      HeapRelease release = new HeapRelease(options, 25, () -> 0);
      release.forbidWhile(() -> true); // This very JVM is not to collect.
      HeapFollower follower =
          new HeapFollower(release, this::use, () -> 0, released -> {}, () -> 0);
      long max = options.number("MaxHeapSize", 0);
      HeapGoal goal = new HeapGoal(fresh, max, 32 * MIB, headroom);
      HeapSetting heap = new HeapSetting(keeper, follower, goal, this::use, max);
      tuner = new Tuner(List.of(heap), List.of(), Rules.NONE, profile -> 4, () -> killed);
    }
    return tuner;
  }

  private static HostProfile limit(long gib) {
    Capacity capacity = new Capacity(4, 4, 0, 64 * GIB, gib * GIB);
    return HostProfile.EMPTY.with(Collections.emptyList(), capacity, 1);
  }

  private Status retune(long gib) {
    List<Outcome> outcomes = tuner().retune(limit(gib));
    return outcomes.get(0).status();
  }

  /** 8 GiB less 1 GiB besides the heap and a tenth in reserve, in steps of 2 MiB. */
  private static final long OF_EIGHT = (8 * GIB - GIB - 8 * GIB / 10) / (2 * MIB) * (2 * MIB);

  @Test
  void shouldStayWhereTheMemoryIsEnough() {
    assertThat(retune(32))
        .returns(12 * GIB, Status::current)
        .returns(12 * GIB, Status::target)
        .returns(SettingState.APPLIED, Status::state);
    assertThat(keeper.orders()).isEmpty();
  }

  @Test
  void shouldKeepToWhatIsLeftBesidesTheHeapAndAReserve() {
    assertThat(retune(8))
        .returns(12 * GIB, Status::atStart)
        .returns(OF_EIGHT, Status::current)
        .returns(OF_EIGHT, Status::target)
        .returns(SettingState.APPLIED, Status::state);
    assertThat(keeper.orders()).containsExactly("keep " + OF_EIGHT);
  }

  @Test
  void shouldShowWhatTheHeapTakes() {
    assertThat(retune(8).seen().number()).isEqualTo(4 * GIB);
  }

  @Test
  void shouldGoBackWhenTheMemoryGrows() {
    retune(8);

    assertThat(retune(32)).returns(12 * GIB, Status::current);
    assertThat(keeper.orders()).containsExactly("keep " + OF_EIGHT, "restore");
  }

  @Test
  void shouldGoBackWhenItIsRestored() {
    retune(8);
    tuner().restore(limit(8));

    assertThat(tuner().statuses().get(0)).returns(12 * GIB, Status::current);
    assertThat(keeper.orders()).endsWith("restore");
  }

  @Test
  void shouldStayWhereThePersonHasLeftAReserve() {
    assertThat(retune(13)).returns(12 * GIB, Status::current);
    assertThat(keeper.orders()).isEmpty();
  }

  @Test
  void shouldNotMoveForWhatComesAndGoesBesidesTheHeap() {
    retune(8);
    committed += 64 * MIB;

    assertThat(retune(8)).returns(OF_EIGHT, Status::current);
    assertThat(keeper.orders()).hasSize(1);
  }

  @Test
  void shouldChangeNothingInModeObserve() {
    tuner().observe(true);

    assertThat(retune(8))
        .returns(12 * GIB, Status::current)
        .returns(OF_EIGHT, Status::target)
        .returns(SettingState.OBSERVED, Status::state);
    assertThat(keeper.orders()).isEmpty();
  }

  @Test
  void shouldChangeNothingUnderTheKillSwitch() {
    killed = true;

    assertThat(retune(8)).returns(SettingState.LEFT, Status::state);
    assertThat(keeper.orders()).isEmpty();
  }

  @Test
  void shouldLeaveWhatAPersonHasSet() {
    keeper.refuse("set on the command line");

    assertThat(retune(8))
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  @Test
  void shouldSayThatOneWhichDoesNotLastIsNotThereYet() {
    keeper.once();

    assertThat(retune(3))
        .returns(SettingState.LEFT, Status::state)
        .extracting(Status::reason)
        .asString()
        .startsWith("it takes 4 GiB as yet");
    committed = GIB;
    assertThat(retune(3)).returns(SettingState.APPLIED, Status::state);
  }

  @Test
  void shouldSayAtAnyTimeWhetherItHasComeThere() {
    keeper.once();
    retune(3);
    assertThat(asOfNow()).returns(SettingState.LEFT, Status::state);
    committed = GIB;

    assertThat(asOfNow())
        .returns(SettingState.APPLIED, Status::state)
        .returns("", Status::reason)
        .returns(GIB, status -> status.seen().number());
    committed = 2 * GIB;
    assertThat(asOfNow())
        .returns(SettingState.LEFT, Status::state)
        // Its thread may have asked for a collection before, and was forbidden.
        .extracting(Status::reason)
        .asString()
        .startsWith("it takes 2 GiB as yet")
        .doesNotContain("no more");
  }

  @Test
  void shouldStayLeftForWhatAPersonHasSetAsOfNow() {
    keeper.refuse("set on the command line");
    retune(3);

    assertThat(asOfNow())
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  private Status asOfNow() {
    return tuner().statuses().get(0);
  }

  @Test
  void shouldTakeTheWholeRoomWithHeadroom() {
    headroom = true;

    assertThat(retune(8)).returns(OF_EIGHT, Status::current);
    assertThat(retune(16)).returns(12 * GIB, Status::current);
  }

  @Test
  void shouldTakeTheShareThatIsNamedWithHeadroom() {
    headroom = true;
    options.explicit("MaxRAMPercentage", "50.000000");

    assertThat(retune(8)).returns(4 * GIB, Status::current);
    assertThat(retune(16)).returns(8 * GIB, Status::current);
  }

  @Test
  void shouldSayWhereAFreshJvmWouldTakeMoreThanThisOneCan() {
    FakeOptions unnamed = FakeOptions.collector("UseZGC").with("MaxHeapSize", "1073741824");
    HeapGoal goal = new HeapGoal(new FreshHeap(unnamed, 25), GIB, 32 * MIB, false);

    assertThat(goal.of(16 * GIB, use())).isEqualTo(4 * GIB);
  }

  @Test
  void shouldLeaveTheHeapWhereNoMemoryIsKnown() {
    HostProfile unknown =
        HostProfile.EMPTY.with(Collections.emptyList(), new Capacity(4, 4, 0, 0, 0), 1);

    assertThat(tuner().retune(unknown).get(0).status()).returns(SettingState.LEFT, Status::state);
  }

  /** A collector that works beside the application finds alive what was allocated meanwhile. */
  @Test
  void shouldComeDownAgainOnceTheCollectorFindsLessAlive() throws Exception {
    AtomicLong alive = new AtomicLong(5 * GIB);
    HeapFollower follower = following(alive);
    HeapSetting heap = heap(follower);
    Tuner one = tuner(heap);
    one.retune(limit(6));
    Eventually.holds("what is alive is known", () -> follower.live() > 0);

    heap.lookAgain();
    assertThat(heap.kept()).isEqualTo(6 * GIB + GIB / 4);

    alive.set(GIB);
    heap.lookAgain();
    assertThat(heap.kept()).isLessThan(5 * GIB).isEqualTo(one.statuses().get(0).current());
    assertThat(keeper.orders()).hasSize(3).endsWith("keep " + heap.kept());
  }

  @Test
  void shouldStayAtItsLargestWhereTheDataNeedThat() throws Exception {
    HeapFollower follower = following(new AtomicLong(10 * GIB));
    HeapSetting heap = heap(follower);
    Tuner one = tuner(heap);
    one.retune(limit(6));
    Eventually.holds("what is alive is known", () -> follower.live() > 0);
    one.retune(limit(5));

    heap.lookAgain();

    assertThat(heap.kept()).isEqualTo(12 * GIB);
    assertThat(keeper.orders()).hasSize(2).endsWith("restore");
  }

  /** What the system has yet to take back of the heap is not besides it. */
  @Test
  void shouldGrowOnceLessIsBesidesTheHeapThanSeemed() throws Exception {
    HeapSetting heap = heap(following(new AtomicLong(GIB)));
    Tuner one = tuner(heap);
    committed = 4 * GIB;
    beside = 5 * GIB;
    one.retune(limit(12));
    assertThat(heap.kept()).isLessThan(6 * GIB);

    beside = GIB;
    heap.lookAgain();
    assertThat(heap.kept()).as("at once it may come and go").isLessThan(6 * GIB);
    heap.lookAgain();

    assertThat(heap.kept()).isEqualTo(12 * GIB);
  }

  /** Of a JVM whose heap takes 10 GiB. */
  private HeapFollower following(AtomicLong alive) {
    options.with("ZUncommit", "true").with("ZUncommitDelay", "300");
    committed = 10 * GIB;
    HeapRelease release = FakeRelease.of(options, this::use);
    return new HeapFollower(release, this::use, alive::get, released -> {}, () -> 0);
  }

  private HeapSetting heap(HeapFollower follower) {
    HeapGoal goal = new HeapGoal(new FreshHeap(options, 25), 12 * GIB, 32 * MIB, false);
    return new HeapSetting(keeper, follower, goal, this::use, 12 * GIB);
  }

  private Tuner tuner(HeapSetting heap) {
    return new Tuner(List.of(heap), List.of(), Rules.NONE, profile -> 4, () -> false);
  }
}
