package io.hostshift.tune.pool;

import io.hostshift.instrument.pool.LibraryThreads;
import io.hostshift.instrument.pool.SeenPool;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The pools of the application that were sized by the number of processors, and those that the
 * operator names. Its numbers are the threads of all pools that follow.
 *
 * <p>Also read by JMX clients, on their threads.
 */
public final class PoolSizes implements Setting {
  /** Also the key under which a rule names pools, each by itself. */
  public static final String NAME = "pools";

  public static final SettingType TYPE = SettingType.other(NAME, Unit.THREADS);

  private static final String COUNTED = " pools follow the processors";

  private static final String LEVER = "methods of the pools";

  private final Supplier<List<SeenPool>> inventory;
  private final Supplier<List<LibraryThreads>> libraries;
  private final Resizing resizing;
  private final Map<SeenPool, TrackedPool> tracked = new LinkedHashMap<>();
  private Target target;
  private boolean moving;
  private boolean restored;

  /**
   * @param inventory the pools that are known by now
   * @param resizing null if they are only listed
   */
  PoolSizes(
      Supplier<List<SeenPool>> inventory,
      Supplier<List<LibraryThreads>> libraries,
      Resizing resizing) {
    this.inventory = inventory;
    this.libraries = libraries;
    this.resizing = resizing;
  }

  /** The application's, unless they are off. */
  public static Made made(ThisJvm jvm) {
    return jvm.pools() == null ? Made.left(TYPE, "pools=off") : Made.of(jvm.pools());
  }

  /** Core and maximum size of a pool; null if this kind of pool tells none. */
  public static int[] sizes(Object pool) {
    return PoolLever.sizes(pool);
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  private List<TrackedPool> pools() {
    List<SeenPool> present = inventory.get();
    tracked.keySet().retainAll(present);
    for (SeenPool pool : present) {
      tracked.computeIfAbsent(pool, TrackedPool::new);
    }
    return new ArrayList<>(tracked.values());
  }

  @Override
  public synchronized Status plan(Target wanted) {
    target = wanted;
    List<TrackedPool> pools = pools();
    int following = 0;
    int atStart = 0;
    int current = 0;
    int aim = 0;
    for (TrackedPool pool : pools) {
      Integer now = pool.current();
      if (now != null && pool.follows(wanted)) {
        following++;
        atStart += pool.atStart();
        current += now;
        aim += pool.wanted(wanted);
      }
    }
    String count = following + " of " + pools.size() + COUNTED;
    // Also without any, so that those that are created later are looked at.
    Status status =
        following == 0
            ? Status.of(TYPE, LEVER, SettingState.APPLIED, count)
            : Status.of(TYPE, atStart, current, LEVER, SettingState.APPLIED, count).aimingAt(aim);
    return resizing != null
        ? status
        : status.as(SettingState.LEFT, count + "; pools=report resizes none");
  }

  /** Pools come and go between two looks. */
  @Override
  public synchronized Status asOfNow(Status told) {
    if (target == null || told.state() == SettingState.FAILED) {
      return told;
    }
    Status now = plan(target);
    if (now.state() == SettingState.LEFT || told.state() == SettingState.APPLIED) {
      return now.beforehand(Reasons.NEXT_EVENT);
    }
    boolean counts = told.reason().contains(COUNTED);
    return counts ? now.beforehand(Reasons.NEXT_EVENT) : now.as(told.state(), told.reason());
  }

  @Override
  public synchronized void move(Target wanted) throws IOException {
    target = wanted;
    moving = true;
    restored = false;
    move(pools());
  }

  private void move(List<TrackedPool> pools) throws IOException {
    resize(pools, (pool, round) -> pool.move(target, round));
  }

  /** What is done to each of several pools. */
  private interface Resize {
    void on(TrackedPool pool, Resizing.Round round) throws IOException;
  }

  /** One that refuses must not keep the others from being resized. */
  private void resize(List<TrackedPool> pools, Resize resize) throws IOException {
    if (resizing == null) {
      return;
    }
    Resizing.Round round = resizing.round();
    List<String> failures = new ArrayList<>();
    for (TrackedPool pool : pools) {
      try {
        resize.on(pool, round);
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("; ", failures));
    }
  }

  /** A pool may have been created since by a number that the application took earlier. */
  @Override
  public synchronized void lookAgain() throws IOException {
    if (moving) {
      List<TrackedPool> pools = pools();
      pools.removeIf(TrackedPool::failed);
      move(pools);
    }
  }

  @Override
  public synchronized void restore() throws IOException {
    moving = false;
    restored = true;
    resize(pools(), TrackedPool::restore);
  }

  /**
   * Each pool, and those of libraries that can be seen by their threads only.
   *
   * @param observing whether the mode is observe
   * @param killed whether nothing may be changed at present
   */
  public synchronized List<PoolStatus> statuses(boolean observing, boolean killed) {
    TrackedPool.Held held = held(observing, killed);
    List<PoolStatus> statuses = new ArrayList<>();
    for (TrackedPool pool : pools()) {
      PoolStatus status = pool.status(target, held);
      if (status != null) {
        statuses.add(status);
      }
    }
    for (LibraryThreads library : libraries.get()) {
      int threads = library.threads();
      statuses.add(
          new PoolStatus(
              library.name(),
              library.name(),
              library.kind(),
              threads,
              threads,
              threads,
              null,
              library.rule(),
              SettingState.LEFT,
              library.reason()));
    }
    return statuses;
  }

  private TrackedPool.Held held(boolean observing, boolean killed) {
    if (resizing == null) {
      return new TrackedPool.Held(SettingState.LEFT, "pools=report resizes none");
    }
    if (observing) {
      return new TrackedPool.Held(SettingState.OBSERVED, "mode is observe");
    }
    if (killed) {
      return new TrackedPool.Held(SettingState.LEFT, "the kill switch is on");
    }
    return new TrackedPool.Held(
        SettingState.LEFT, restored ? "restored" : "it follows at the next event");
  }
}
