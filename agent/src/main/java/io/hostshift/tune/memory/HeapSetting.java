package io.hostshift.tune.memory;

import io.hostshift.memory.HeapFollower;
import io.hostshift.memory.HeapKeeper;
import io.hostshift.memory.MemoryUse;
import io.hostshift.tune.setting.Seen;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The size that the heap keeps to, in bytes: its largest, or less while there is less memory. What
 * is seen at work is what the heap takes of the system.
 */
public final class HeapSetting implements Setting {
  public static final SettingType TYPE = SettingType.number("heap", Unit.BYTES);

  private static final long NOTHING = -1;

  /** How the reason begins of one that is still too large. */
  private static final String TAKES = "it takes ";

  /** A size that was decided on stands until the data need so much more. */
  private static final double MORE = 1.1;

  private final HeapKeeper keeper;
  private final HeapFollower follower;
  private final HeapGoal goal;
  private final Supplier<MemoryUse> use;
  private final long max;
  private volatile long kept;
  private long decided = NOTHING;
  private Target decidedFor;

  /**
   * @param max the largest that the heap can be
   */
  HeapSetting(
      HeapKeeper keeper, HeapFollower follower, HeapGoal goal, Supplier<MemoryUse> use, long max) {
    this.keeper = keeper;
    this.follower = follower;
    this.goal = goal;
    this.use = use;
    this.max = max;
    this.kept = max;
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  /** Bytes that the heap was told to keep to; its largest where it was told nothing. */
  long kept() {
    return kept;
  }

  @Override
  public boolean changesByItself() {
    return true;
  }

  @Override
  public Status plan(Target target) {
    MemoryUse now = use.get();
    Status status =
        Status.of(TYPE, max, kept, keeper.lever(), SettingState.APPLIED, "")
            .seeing(Seen.of(now.heapCommitted()));
    if (target.memoryBytes() <= 0) {
      return status.as(SettingState.LEFT, "neither the machine's memory nor a limit can be read");
    }
    long wanted = wanted(target, now);
    long floor = goal.floor(follower.live());
    status = status.aimingAt(wanted).between(floor, max);
    if (!keeper.refusal().isEmpty()) {
      return status.as(SettingState.LEFT, keeper.refusal());
    }
    long size = size(wanted, floor);
    if (size != kept) {
      return status.as(state(wanted, floor), "");
    }
    return atIt(status, wanted, floor, now);
  }

  private long wanted(Target target, MemoryUse now) {
    return target.of(TYPE, goal.of(target.memoryBytes(), now));
  }

  private long size(long wanted, long floor) {
    boolean stands = wanted == decided && floor <= kept * MORE;
    return stands ? kept : Math.min(max, Math.max(wanted, floor));
  }

  private SettingState state(long wanted, long floor) {
    if (wanted > max) {
      return SettingState.CEILING;
    }
    return wanted < floor ? SettingState.FLOOR : SettingState.APPLIED;
  }

  /** How it went on after the heap was told. */
  private Status atIt(Status status, long wanted, long floor, MemoryUse now) {
    if (kept != max && !keeper.keeps(kept)) {
      return status.as(SettingState.LEFT, "somebody else has set " + keeper.lever());
    }
    return come(status, wanted, floor, now);
  }

  /** How far the heap has come to the size that it was told. */
  private Status come(Status status, long wanted, long floor, MemoryUse now) {
    if (now.heapCommitted() <= kept) {
      return status.as(state(wanted, floor), floorReason(wanted, floor));
    }
    String takes = TAKES + Unit.BYTES.text(now.heapCommitted()) + " as yet";
    String said = follower.said().isEmpty() ? takes : takes + "; " + follower.said();
    // What a collector has been told it keeps to by itself; the others have yet to be seen there.
    return keeper.lasts()
        ? status.as(state(wanted, floor), said)
        : status.as(SettingState.LEFT, said);
  }

  /** It comes down between two looks, and may grow again. */
  @Override
  public Status asOfNow(Status told) {
    MemoryUse now = use.get();
    Status seen = told.seeing(Seen.of(now.heapCommitted()));
    boolean left = told.state() == SettingState.LEFT && !told.reason().startsWith(TAKES);
    boolean other = left || told.state() == SettingState.FAILED;
    boolean unmoved = kept == max || told.current() == null || told.current() != kept;
    if (other || unmoved || told.state() == SettingState.OBSERVED) {
      return seen;
    }
    Status come = come(seen, told.target(), told.floor(), now);
    return come.state() == SettingState.APPLIED && !come.fits() ? seen : come;
  }

  private static String floorReason(long wanted, long floor) {
    return wanted < floor ? "the application's data, or -Xms, take more" : "";
  }

  @Override
  public void move(Target target) throws IOException {
    MemoryUse now = use.get();
    long wanted = wanted(target, now);
    long size = size(wanted, goal.floor(follower.live()));
    decided = wanted;
    decidedFor = target;
    if (size == kept) {
      return;
    }
    if (size == max) {
      restore();
      decided = wanted;
      return;
    }
    keeper.keepTo(size);
    kept = size;
    if (now.heapCommitted() > size) {
      follower.bringDownTo(size, keeper.lever().contains("Interval"));
    }
  }

  @Override
  public void restore() throws IOException {
    follower.stop();
    kept = max;
    decided = NOTHING;
    keeper.restore();
  }

  @Override
  public void lookAgain() throws IOException {
    if (decided == NOTHING || decided >= max) {
      return;
    }
    // While a heap gives memory back, what is besides it seems more than it is.
    if (wanted(decidedFor, use.get()) > decided * MORE) {
      move(decidedFor);
      return;
    }
    long committed = Runtime.getRuntime().totalMemory();
    if (kept < max && committed <= kept) {
      keeper.reached();
    }
    follower.lookAgain(committed);
    // Less than the application needs would have the collector work without end.
    long size = Math.min(max, Math.max(decided, goal.floor(follower.live())));
    boolean less = follower.live() > 0 && size * MORE < kept;
    if (less || size > kept * MORE) {
      keeper.keepTo(size);
      kept = size;
    }
  }
}
