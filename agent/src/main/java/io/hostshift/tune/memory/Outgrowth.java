package io.hostshift.tune.memory;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.tune.setting.Unit;
import java.util.function.LongSupplier;

/**
 * Whether the heap may grow beyond the memory that there is now: the kernel ends what takes more
 * than its control group may, and what is swapped out stands still in collections. Asks nothing of
 * the JVM's management, so that it can be looked at from the start on, at each poll.
 */
public final class Outgrowth {
  private volatile LongSupplier largest;
  private volatile boolean kept;
  private HostProfile looked;
  private long lookedLargest;
  private volatile String warning = "";

  /**
   * @param largest bytes that the heap may grow to
   */
  public Outgrowth(LongSupplier largest) {
    this.largest = largest;
  }

  /**
   * From now on it is a size that the collector keeps to, and that retuning moves.
   *
   * @param bytes that the heap may grow to
   */
  void keepTo(LongSupplier bytes) {
    largest = bytes;
    kept = true;
  }

  /** Whether retuning may have the heap fit: before that there is nothing to be warned of. */
  public boolean dependsOnRetuning() {
    return kept;
  }

  /**
   * One step, at each poll.
   *
   * @return whether {@link #warning} is another one than before
   */
  public boolean step(HostProfile profile) {
    long now = largest.getAsLong();
    if (profile == looked && now == lookedLargest) {
      return false; // As at nearly each poll.
    }
    looked = profile;
    lookedLargest = now;
    String before = warning;
    warning = of(profile.capacity(), now);
    return !warning.equals(before);
  }

  /** In a sentence for people; empty if all is well. May be called by any thread. */
  public String warning() {
    return warning;
  }

  /** Bytes that the heap may grow to. */
  public long largest() {
    return largest.getAsLong();
  }

  static String of(Capacity capacity, long heap) {
    long memory = capacity.usableMemoryBytes();
    if (memory <= 0 || heap <= memory) {
      return "";
    }
    boolean limited = memory == capacity.memoryLimitBytes();
    return "the heap may grow to "
        + Unit.BYTES.text(heap)
        + (limited ? ", the limit is now " : ", this machine now has ")
        + Unit.BYTES.text(memory)
        + ": the JVM may be killed";
  }
}
