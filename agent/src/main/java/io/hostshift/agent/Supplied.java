package io.hostshift.agent;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.Supply;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The processors of this machine, by each way of counting them. */
final class Supplied implements Supply {
  private final SystemProcessors system;
  private final Supplier<OptionalDouble> entitlement;
  private final StealMeter steal;

  /**
   * @param entitlement see {@link Supply#entitlement}
   * @param steal null where it is not measured
   */
  Supplied(SystemProcessors system, Supplier<OptionalDouble> entitlement, StealMeter steal) {
    this.system = system;
    this.entitlement = entitlement;
    this.steal = steal;
  }

  @Override
  public int system(HostProfile profile) {
    return system.applyAsInt(profile);
  }

  @Override
  public OptionalDouble entitlement() {
    return entitlement.get();
  }

  @Override
  public OptionalInt delivered(int ofSystem) {
    return steal == null ? OptionalInt.empty() : steal.processors(ofSystem);
  }

  @Override
  public boolean changed() {
    return steal != null && steal.step();
  }

  @Override
  public void moved() {
    if (steal != null) {
      steal.forget();
    }
  }
}
