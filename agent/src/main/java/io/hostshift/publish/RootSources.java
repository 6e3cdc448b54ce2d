package io.hostshift.publish;

import io.hostshift.source.Seldom;
import io.hostshift.source.Source;
import io.hostshift.source.device.Downward;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.FwCfg;
import io.hostshift.source.firmware.Smbios;
import io.hostshift.source.hypervisor.Kvp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What only root may read, or what is not shown in a container. No native call is made. */
public final class RootSources {
  private RootSources() {}

  /**
   * @param wanted by name
   * @param allowed names the keys of fw_cfg and the OEM strings that are read at all
   */
  public static List<Source> of(GuestFiles files, Predicate<String> wanted, AllowList allowed) {
    List<Source> all = new ArrayList<>();
    all.add(new VmClock(files));
    all.add(new Kvp(files));
    all.add(new FwCfg(files, allowed.options()));
    all.add(new Smbios(files, allowed.oem()));
    all.add(new Dmi(files));
    all.add(Downward.port(files, System::nanoTime));
    all.removeIf(source -> !wanted.test(source.name()));
    all.replaceAll(source -> Seldom.of(source, files.live()));
    return all;
  }
}
