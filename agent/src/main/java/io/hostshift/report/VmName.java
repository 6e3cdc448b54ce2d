package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.VmNaming;
import io.hostshift.source.catalog.SourceCatalog;

/**
 * The one VM identifier that names the VM in metrics, so that the JVMs of one guest are known to be
 * together: the first of those whose sources name the VM best.
 */
public final class VmName {
  private VmName() {}

  /** Empty if nothing names it. */
  public static String of(HostProfile profile) {
    VmNaming best = VmNaming.NONE;
    String name = "";
    for (Identifier identifier : profile.vmIds()) {
      VmNaming naming = SourceCatalog.of(identifier.name()).vmNaming();
      if (naming.compareTo(best) < 0) {
        best = naming;
        name = identifier.value();
      }
    }
    return name;
  }
}
