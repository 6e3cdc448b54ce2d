package io.hostshift.source.catalog;

import io.hostshift.host.Identifier;
import io.hostshift.source.Traits;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.source.device.BlockSerial;
import io.hostshift.source.device.Downward;
import io.hostshift.source.device.Pci;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.OperatorFile;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.FwCfg;
import io.hostshift.source.firmware.Lparcfg;
import io.hostshift.source.firmware.Smbios;
import io.hostshift.source.hypervisor.Kvp;
import io.hostshift.source.hypervisor.Sysinfo;
import io.hostshift.source.hypervisor.Xen;
import io.hostshift.source.kernel.Announce;
import io.hostshift.source.kernel.VmGeneration;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.process.OperatorCommand;
import io.hostshift.source.process.VmwareTools;
import io.hostshift.source.processor.Cpuid;
import io.hostshift.source.processor.Midr;
import io.hostshift.source.processor.Pvr;
import io.hostshift.source.published.Published;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * All sources that there may be, on whatever machine: those of the guest itself, that of the
 * kernel's events, the clouds' services, and programs.
 */
public final class SourceCatalog {
  /** In the order in which they are shown. */
  public static final List<Traits> ALL = all();

  /**
   * The one first that names the host best, among those of one scope; for identifiers that tell
   * little apart it is the last.
   */
  public static final Comparator<Identifier> BEST_FIRST =
      (one, other) -> compare(one.name(), other.name());

  /** As in configuration. */
  public static final List<String> NAMES = names();

  private SourceCatalog() {}

  private static List<Traits> all() {
    List<Traits> all =
        new ArrayList<>(
            Arrays.asList(
                Cpuid.TRAITS,
                VmClock.TRAITS,
                Announce.TRAITS,
                Kvp.TRAITS,
                Xen.TRAITS,
                Lparcfg.TRAITS,
                DeviceTree.TRAITS,
                Pvr.TRAITS,
                Sysinfo.TRAITS,
                Midr.TRAITS,
                FwCfg.TRAITS,
                Smbios.TRAITS,
                Dmi.TRAITS,
                Downward.TRAITS,
                Pci.TRAITS,
                BlockSerial.TRAITS,
                OperatorFile.TRAITS,
                Published.TRAITS,
                CapacitySource.TRAITS,
                VmGeneration.TRAITS));
    all.addAll(MetadataSource.ALL);
    all.addAll(Arrays.asList(VmwareTools.TRAITS, OperatorCommand.TRAITS));
    return Collections.unmodifiableList(all);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Traits source : ALL) {
      names.add(source.name());
    }
    return Collections.unmodifiableList(names);
  }

  /**
   * Which of two identifiers names the host better, among those of one scope: negative for the
   * first.
   *
   * @param one its full name
   */
  public static int compare(String one, String other) {
    Traits first = of(one);
    Traits second = of(other);
    int little = Boolean.compare(first.tellsLittle(one), second.tellsLittle(other));
    int naming = Integer.compare(first.naming(one), second.naming(other));
    return little != 0 ? little : naming != 0 ? naming : one.compareTo(other);
  }

  /**
   * The traits of the source that an identifier is from.
   *
   * @param identifier its full name
   * @return without any peculiarity where no such source is known, as in a profile that another
   *     version has kept
   */
  public static Traits of(String identifier) {
    for (Traits source : ALL) {
      String name = source.name();
      if (identifier.startsWith(name) && identifier.startsWith(".", name.length())) {
        return source;
      }
    }
    return Traits.named(identifier);
  }
}
