package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import java.util.Arrays;
import java.util.List;

/**
 * The one VM identifier that names the VM in metrics, so that the JVMs of one guest are known to be
 * together: what an operator names first, then what anybody may read, then what only root may. A
 * generation counts what happened to a VM and does not name it.
 */
public final class VmName {
  private static final List<String> FIRST = Arrays.asList("file.", "command.");
  private static final List<String> LAST = Arrays.asList("smbios.", "dmi.");
  private static final List<String> GENERATIONS =
      Arrays.asList("vmclock.vm_generation_counter", "vmgenid.uevents");

  private VmName() {}

  /** Empty if nothing names it. */
  public static String of(HostProfile profile) {
    Identifier best = null;
    for (Identifier identifier : profile.vmIds()) {
      boolean names = !GENERATIONS.contains(identifier.name());
      if (names && (best == null || rank(identifier) < rank(best))) {
        best = identifier;
      }
    }
    return best == null ? "" : best.value();
  }

  private static int rank(Identifier identifier) {
    return startsWith(identifier, FIRST) ? 0 : startsWith(identifier, LAST) ? 2 : 1;
  }

  private static boolean startsWith(Identifier identifier, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (identifier.name().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
