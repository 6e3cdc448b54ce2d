package io.hostshift.source;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The sources that are files of the guest, in the order in which they are read and shown. */
public final class SourceCatalog {
  private SourceCatalog() {}

  /**
   * @param wanted by name
   * @param disks those whose serial number is asked for; that source is left out without any
   * @param operatorFile null for none
   */
  public static List<Source> local(
      GuestFiles files, Predicate<String> wanted, List<String> disks, File operatorFile) {
    List<Source> all = new ArrayList<>();
    all.add(new VmClock(files));
    all.add(new Kvp(files));
    all.add(new FwCfg(files));
    all.add(new Dmi(files));
    if (!disks.isEmpty()) {
      all.add(new BlockSerial(files, disks));
    }
    if (operatorFile != null) {
      all.add(new OperatorFile(operatorFile));
    }
    all.add(new CapacitySource(files));
    all.removeIf(source -> !wanted.test(source.name()));
    return all;
  }
}
