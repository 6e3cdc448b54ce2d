package io.hostshift.tune.setting;

import io.hostshift.host.HostProfile;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How many processors there are, by each way of counting them. */
public interface Supply {
  /** Those that a JVM started now would be given by the system. */
  int system(HostProfile profile);

  /**
   * The processors that the hypervisor guarantees to this VM and never exceeds, such as the
   * entitled capacity of a capped Power partition, 2.5; empty where there is no such cap, or it is
   * not known.
   */
  default OptionalDouble entitlement() {
    return OptionalDouble.empty();
  }

  /**
   * Those that the host has really given lately; empty until that is known.
   *
   * @param system those that the system reports, which it never exceeds
   */
  default OptionalInt delivered(int system) {
    return OptionalInt.empty();
  }

  /**
   * Why this JVM must not be given more than one processor on this host, nor a pool of it more
   * threads; empty if it may.
   */
  default String unsound(HostProfile profile) {
    return "";
  }

  /** The number that stands where a rule says; empty where it cannot be had. */
  default OptionalLong stated(Stated number) {
    return OptionalLong.empty();
  }

  /**
   * One step, at each poll: why {@link #entitlement}, {@link #delivered} or {@link #stated} has
   * another answer than it gave last; empty if none has.
   */
  default String changed() {
    return "";
  }

  /** The VM has moved: what was measured belongs to the host before. */
  default void moved() {}
}
