package io.hostshift.tune.setting;

import io.hostshift.host.HostProfile;
import java.util.Map;
import java.util.OptionalLong;

/** So many processors, and numbers by the place where they stand. */
public final class FakeSupply implements Supply {
  private final int system;
  private final Map<String, Long> stated;

  public FakeSupply(int system, Map<String, Long> stated) {
    this.system = system;
    this.stated = stated;
  }

  @Override
  public int system(HostProfile profile) {
    return system;
  }

  @Override
  public OptionalLong stated(Stated number) {
    Long found = stated.get(number.place());
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }
}
