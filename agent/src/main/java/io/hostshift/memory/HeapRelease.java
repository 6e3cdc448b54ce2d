package io.hostshift.memory;

import com.sun.management.GcInfo;
import io.hostshift.base.NanoClock;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Full collections that leave little free memory behind: for their duration the share of the heap
 * that may stay free is small, so that HotSpot gives the rest back to the system. How many that
 * takes depends on the collector; there are never more than {@link #MOST}. What the C library keeps
 * is given back as well, where the JVM has a command for it.
 */
public final class HeapRelease {
  /** Collections for one change: Serial gives back 0, 10, 40 and 100 % of what is free. */
  public static final int MOST = 4;

  private static final long MEGABYTE = 1 << 20;

  /** Before there was a full collection: what a slow one takes for each megabyte in use. */
  private static final double MILLIS_PER_MEGABYTE = 1;

  /** What is given back on a thread of its own is waited for that long. */
  private static final long SOON_MILLIS = 3_000;

  private static final String FULL = ".*(Old|MarkSweep|Cycles).*";
  private static final String ANY = ".*";

  private static final long LOOK_MILLIS = 50;
  private static final long QUIET_MILLIS = 300;

  /**
   * Shenandoah gives all back after a collection that was asked for, but only down to its soft
   * maximum where it hears of a new one at the same moment (seen on 26, one time in five).
   */
  private static final long HEARD_MILLIS = 100;

  /** Of what is in use, to which a heap that has shrunk comes. */
  private static final double SHRUNK = 1.2;

  private final Supplier<MemoryUse> use;
  private final Runnable collect;
  private final LongSupplier counted;
  private final BooleanSupplier trim;
  private final NanoClock clock;
  private final Uncommit uncommit;
  private final FreeRatios ratios;
  private final SoftMaximum softMaximum;
  private volatile BooleanSupplier forbidden = () -> false;
  private volatile long collections;

  /** Of the JVM that this is called in. */
  public HeapRelease(VmOptions options, int version, NanoClock clock) {
    this(
        options,
        version,
        MemoryUse::now,
        System::gc,
        () -> counted(options),
        NativeTrim::run,
        clock);
  }

  HeapRelease(
      VmOptions options,
      int version,
      Supplier<MemoryUse> use,
      Runnable collect,
      LongSupplier counted,
      BooleanSupplier trim,
      NanoClock clock) {
    this.uncommit = new Uncommit(options, version);
    this.use = use;
    this.collect = collect;
    this.counted = counted;
    this.trim = trim;
    this.clock = clock;
    this.ratios = new FreeRatios(options);
    this.softMaximum = new SoftMaximum(options);
  }

  FreeRatios ratios() {
    return ratios;
  }

  SoftMaximum softMaximum() {
    return softMaximum;
  }

  /** The full collections of this JVM; all where an explicit one may begin with another kind. */
  private static long counted(VmOptions options) {
    String which = options.on("ExplicitGCInvokesConcurrent") ? ANY : FULL;
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().matches(which))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** From now on asks before anything is collected. */
  public void forbidWhile(BooleanSupplier newForbidden) {
    forbidden = newForbidden;
  }

  /** All that were made so far. */
  public long collections() {
    return collections;
  }

  /** How long a collection takes, as far as that can be told. */
  public long expectedMillis() {
    long longest = -1;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      boolean full = bean.getName().matches(FULL);
      if (full && bean instanceof com.sun.management.GarbageCollectorMXBean) {
        GcInfo last = ((com.sun.management.GarbageCollectorMXBean) bean).getLastGcInfo();
        longest = last == null ? longest : Math.max(longest, last.getDuration());
      }
    }
    return longest >= 0 ? longest : (long) (use.get().heapUsed() / MEGABYTE * MILLIS_PER_MEGABYTE);
  }

  /** How many a release takes at most. */
  public int expectedCollections() {
    return uncommit.collections();
  }

  /**
   * Collects, unless that would give nothing back.
   *
   * @param toBytes that the process is to take at most; 0 for as little as can be
   */
  public Released release(long toBytes) {
    return release(use -> toBytes > 0 && Released.taken(use) <= toBytes);
  }

  /**
   * Collects, unless that would give nothing back.
   *
   * @param enough whether to stop giving back
   */
  public Released release(Predicate<MemoryUse> enough) {
    return release(enough, MOST);
  }

  /**
   * Collects, unless that would give nothing back.
   *
   * @param enough whether to stop giving back
   * @param most collections, where it would take more
   */
  Released release(Predicate<MemoryUse> enough, int most) {
    return release(enough, most, AskedCollections.PATIENCE_MILLIS);
  }

  /**
   * Gives back as much as can be, unless collecting would give nothing back.
   *
   * @param patienceMillis for so long a collection that the JVM has skipped is asked for again
   */
  public Released releaseSoon(long patienceMillis) {
    return release(use -> false, MOST, Math.min(patienceMillis, AskedCollections.PATIENCE_MILLIS));
  }

  private synchronized Released release(
      Predicate<MemoryUse> enough, int most, long patienceMillis) {
    long begin = clock.nanos();
    MemoryUse before = use.get();
    int made = 0;
    String reason = refusal();
    if (enough.test(before)) {
      reason = "it takes no more already";
    } else if (reason.isEmpty()) {
      try {
        ratios.lower(this);
        boolean heard =
            !uncommit.needsLift() || !softMaximum.lift() || AskedCollections.pause(HEARD_MILLIS);
        made = heard ? collect(enough, Math.min(most, uncommit.collections()), patienceMillis) : 0;
        reason = made == 0 && heard ? unmade() : uncommit.afterwards();
      } catch (IOException e) {
        reason = String.valueOf(e.getMessage());
      } finally {
        reason += ratios.putBack(this) + softMaximum.drop();
      }
    }
    if (!forbidden.getAsBoolean() && !enough.test(use.get())) {
      trim.getAsBoolean();
    }
    return new Released(
        before, use.get(), made, TimeUnit.NANOSECONDS.toMillis(clock.nanos() - begin), reason);
  }

  private String refusal() {
    return forbidden.getAsBoolean()
        ? "nothing is collected (mode observe, or the kill switch)"
        : uncommit.refusal();
  }

  /** Why a collection in this JVM would give nothing back; empty if it would. */
  public String incapable() {
    return uncommit.refusal();
  }

  /** How long what is free is kept before it is given back; another collection hastens nothing. */
  long keptNanos() {
    return uncommit.delayNanos();
  }

  private int collect(Predicate<MemoryUse> enough, int most, long patienceMillis) {
    AskedCollections asked =
        new AskedCollections(collect, uncommit.skips() ? counted : null, forbidden, patienceMillis);
    int made = 0;
    boolean more = true;
    while (more && asked.next()) {
      collections = collections + 1;
      made++;
      MemoryUse now = soon();
      boolean goesOn = made < most && !enough.test(now) && !forbidden.getAsBoolean();
      more = goesOn && now.heapCommitted() > now.heapUsed() * SHRUNK;
    }
    return made;
  }

  private String unmade() {
    String refusal = refusal();
    return refusal.isEmpty() ? AskedCollections.SKIPPED : refusal;
  }

  /**
   * As it is once a collector that gives back on a thread of its own has had the time for it: until
   * nothing has come for a while.
   */
  private MemoryUse soon() {
    MemoryUse now = use.get();
    if (!uncommit.isLater()) {
      return now;
    }
    long end = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(SOON_MILLIS);
    long quiet = 0;
    while (quiet < QUIET_MILLIS && clock.nanos() < end) {
      if (!AskedCollections.pause(LOOK_MILLIS)) {
        return use.get();
      }
      MemoryUse next = use.get();
      boolean less =
          next.heapCommitted() < now.heapCommitted() || next.resident() < now.resident() - MEGABYTE;
      quiet = less ? 0 : quiet + LOOK_MILLIS;
      now = next;
    }
    return now;
  }
}
