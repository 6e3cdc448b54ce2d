package io.hostshift.source.catalog;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Platform;
import io.hostshift.host.ProcessorKind;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What would help most: the first step that a source knows, or else what can be done in such a
 * place at all. Whoever runs the VM and whoever runs the host get each their own.
 */
public final class Advice {
  private static final List<Remedy> ELSE =
      Collections.unmodifiableList(
          Arrays.asList(
              Remedy.onHost(
                      "a vendordata service that names it (nova.conf: vendordata_providers ="
                          + " StaticJSON, DynamicJSON)")
                  .in("OpenStack"),
              Remedy.onHost(
                      "a disk's serial that is its name, by a libvirt hook"
                          + " (sources=blockserial:vda)")
                  .on(Hypervisor.KVM, Hypervisor.QEMU)
                  .notIn("KubeVirt")
                  .with(ProcessorKind.POWER, ProcessorKind.Z, ProcessorKind.OTHER),
              Remedy.of("a Dedicated Host, whose id the metadata service gives").in("EC2"),
              Remedy.of("metadata=auto, as the metadata server tells of each move").in("GCE"),
              Remedy.of("a file of name=value lines that the host's operator keeps, file=FILE")
                  .withOperator(),
              Remedy.of("a file of name=value lines of what else you know of it, file=FILE")));

  private Advice() {}

  /**
   * For whoever runs the VM.
   *
   * @param readings of all sources, in the order in which they are shown
   */
  public static String inVm(Collection<Reading> readings, Platform platform) {
    return first(readings, platform, false);
  }

  /** For whoever runs the host, as above; null where that is out of reach, or nothing helps. */
  public static String onHost(Collection<Reading> readings, Platform platform) {
    return first(readings, platform, true);
  }

  private static String first(Collection<Reading> readings, Platform platform, boolean onHost) {
    List<Remedy> remedies = new ArrayList<>();
    for (Reading reading : readings) {
      Remedy remedy = reading.remedy(platform);
      if (remedy != null) {
        remedies.add(remedy);
      }
    }
    remedies.addAll(ELSE);
    for (Remedy remedy : remedies) {
      if (remedy.onHost() == onHost && remedy.helpsOn(platform)) {
        return remedy.step(platform);
      }
    }
    return null;
  }
}
