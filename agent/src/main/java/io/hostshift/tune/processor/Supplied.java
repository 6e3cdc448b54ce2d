package io.hostshift.tune.processor;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Supply;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The processors of this machine, by each way of counting them that a rule asks for. */
public final class Supplied implements Supply {
  private final SystemProcessors system;
  private final Entitlement entitlement;
  private final StealMeter steal;
  private final StatedNumbers stated;
  private final LoneStart start;

  /**
   * @param entitlement null where it is not asked for
   * @param steal null where it is not measured
   * @param stated those that rules take from elsewhere
   * @param start how this JVM began
   */
  public Supplied(
      SystemProcessors system,
      Entitlement entitlement,
      StealMeter steal,
      StatedNumbers stated,
      LoneStart start) {
    this.system = system;
    this.entitlement = entitlement;
    this.steal = steal;
    this.stated = stated;
    this.start = start;
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
  public String unsound(HostProfile profile) {
    return start.unsound(profile);
  }

  @Override
  public OptionalLong stated(Stated number) {
    return stated.of(number);
  }

  @Override
  public String changed() {
    boolean capped = entitlement != null && entitlement.step();
    boolean given = steal != null && steal.step();
    boolean named = stated.step();
    return capped || given
        ? "the host gives other processors than before"
        : named ? "a number that the rules name has changed" : "";
  }

  @Override
  public void moved() {
    if (steal != null) {
      steal.forget();
    }
  }
}
