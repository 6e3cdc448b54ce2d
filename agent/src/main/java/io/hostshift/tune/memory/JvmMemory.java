package io.hostshift.tune.memory;

import io.hostshift.base.AgentThread;
import io.hostshift.base.JavaVersion;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.host.HostProfile;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.VmFlag;
import io.hostshift.memory.FreshHeap;
import io.hostshift.memory.HeapFollower;
import io.hostshift.memory.HeapKeeper;
import io.hostshift.memory.HeapKeepers;
import io.hostshift.memory.HeapRelease;
import io.hostshift.memory.LiveData;
import io.hostshift.memory.LiveOptions;
import io.hostshift.memory.MemoryUse;
import io.hostshift.memory.VmOptions;
import io.hostshift.tune.setting.Setting;
import java.util.function.LongSupplier;

/**
 * The memory of the JVM that this is called in: looked at, warned of, given back. Its management is
 * asked only when somebody wants to know more than whether the heap may outgrow the limit.
 */
public final class JvmMemory {
  /** A heap that is used less than that is worth a collection. */
  private static final double WORTH = 1.3;

  private final VmOptions options = new LiveOptions();
  private final int version;
  private final HeapRelease release;
  private final NanoClock clock;
  private volatile LongSupplier largest = Runtime.getRuntime()::maxMemory;
  private final Outgrowth outgrowth = new Outgrowth(() -> largest.getAsLong());

  public JvmMemory(NanoClock clock) {
    this.version = JavaVersion.feature();
    this.clock = clock;
    this.release = new HeapRelease(options, version, clock);
  }

  /**
   * Takes the JVM's own word, since Serial and Parallel leave a part of the heap out of what they
   * tell an application.
   */
  public void open(HotSpot hotspot) {
    VmFlag flag = hotspot.flag("MaxHeapSize");
    if (flag != null) {
      long bytes = flag.value();
      largest = () -> bytes;
    }
  }

  public VmOptions options() {
    return options;
  }

  public HeapRelease release() {
    return release;
  }

  public Outgrowth outgrowth() {
    return outgrowth;
  }

  /**
   * The heap as a setting that follows the memory.
   *
   * @param headroom whether the largest heap is that of the largest host, where it is named
   */
  public Setting heap(boolean headroom, Log log) {
    FreshHeap fresh = fresh();
    long max = options.number("MaxHeapSize", Runtime.getRuntime().maxMemory());
    boolean ceiling = headroom && !fresh.followsMemory();
    HeapKeeper keeper = HeapKeepers.of(fresh.collector(), options, release);
    HeapFollower follower =
        new HeapFollower(
            release,
            MemoryUse::now,
            LiveData::bytes,
            released -> log.info(ReleaseWords.of(released)),
            clock);
    HeapSetting made =
        new HeapSetting(
            keeper, follower, new HeapGoal(fresh, max, least(), ceiling), MemoryUse::now, max);
    if (ceiling && keeper.lasts()) {
      outgrowth.keepTo(made::kept);
    }
    return made;
  }

  /** Memory is short: what is free is given back, on a thread of its own. */
  public void relieve(Log log) {
    MemoryUse now = MemoryUse.now();
    if (now.heapCommitted() < now.heapUsed() * WORTH) {
      return;
    }
    Runnable work =
        () ->
            log.info(
                "memory is short, gives back early: "
                    + ReleaseWords.of(release.release(use -> false)));
    AgentThread.of("hostshift-relieve", work, e -> log.warn("gives nothing back: " + e)).start();
  }

  /** Before 14 there is no option of its own for what -Xms sets. */
  private long least() {
    long named = options.explicit("InitialHeapSize") ? options.number("InitialHeapSize", 0) : 0;
    return options.number("MinHeapSize", named);
  }

  /** Whether a named size of the heap may be no more than a ceiling. */
  public boolean namesHeap() {
    return options.explicit("MaxHeapSize");
  }

  /** As it is now; not on the application's threads. */
  public HeapOutlook outlook(HostProfile profile) {
    return new HeapOutlook(
        profile.capacity(),
        outgrowth.largest(),
        outgrowth.warning(),
        MemoryUse.now(),
        fresh(),
        release.collections());
  }

  /** The heap of a JVM that is started now. */
  public FreshHeap fresh() {
    return new FreshHeap(options, version);
  }
}
