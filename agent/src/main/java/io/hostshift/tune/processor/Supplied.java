package io.hostshift.tune.processor;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.setting.Supply;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The processors of this machine, by each way of counting them that a rule asks for. */
public final class Supplied implements Supply {
  private final SystemProcessors system;
  private final Entitlement entitlement;
  private final StealMeter steal;

  /**
   * @param entitlement null where it is not asked for
   * @param steal null where it is not measured
   */
  public Supplied(SystemProcessors system, Entitlement entitlement, StealMeter steal) {
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
    return entitlement == null ? OptionalDouble.empty() : entitlement.processors();
  }

  @Override
  public OptionalInt delivered(int ofSystem) {
    return steal == null ? OptionalInt.empty() : steal.processors(ofSystem);
  }

  @Override
  public boolean changed() {
    boolean capped = entitlement != null && entitlement.step();
    boolean given = steal != null && steal.step();
    return capped || given;
  }

  @Override
  public void moved() {
    if (steal != null) {
      steal.forget();
    }
  }
}
