package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.processor.Cpuid;
import io.hostshift.source.processor.CpuidFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Instruction-set extensions that the processor had when this JVM began to be watched, and has no
 * more. The JVM has compiled code for what it found at its start; on a host without that, such code
 * may crash the JVM, or misbehave.
 */
public final class LostFeatures {
  private Identifier atStart;
  private HostProfile looked;
  private List<String> told = Collections.emptyList();

  /**
   * One step, at each poll; the first profile that shows the features is that of the start.
   *
   * @return those that were not told before, empty if there is none
   */
  public List<String> step(HostProfile profile) {
    if (profile == looked) {
      return Collections.emptyList(); // As at nearly each poll.
    }
    looked = profile;
    if (atStart == null) {
      atStart = profile.identifier(Cpuid.FEATURES);
    }
    List<String> fresh = new ArrayList<>(at(profile));
    fresh.removeAll(told);
    if (!fresh.isEmpty()) {
      List<String> all = new ArrayList<>(told);
      all.addAll(fresh);
      told = all;
    }
    return fresh;
  }

  /** All that were there at the start and are not on this host. */
  public List<String> at(HostProfile profile) {
    Identifier now = profile.identifier(Cpuid.FEATURES);
    return now == null || atStart == null
        ? Collections.<String>emptyList()
        : CpuidFeatures.lost(atStart.value(), now.value());
  }
}
