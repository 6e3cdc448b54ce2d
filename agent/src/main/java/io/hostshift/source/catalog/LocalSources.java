package io.hostshift.source.catalog;

import io.hostshift.base.Errands;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.Seldom;
import io.hostshift.source.Source;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.source.device.BlockSerial;
import io.hostshift.source.device.Downward;
import io.hostshift.source.device.Pci;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
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
import io.hostshift.source.processor.Cpuid;
import io.hostshift.source.processor.CpuidAccess;
import io.hostshift.source.processor.Midr;
import io.hostshift.source.processor.Pvr;
import io.hostshift.source.published.Published;
import io.hostshift.source.published.Relayed;
import java.io.File;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sources of the guest itself, its processor, devices and files, in the order in which they are
 * read and shown. Which of them there are is found out by looking, never from the name of an
 * architecture.
 */
public final class LocalSources {
  /** What root alone may read, or what a container is not shown. */
  private static final Set<String> RELAYED =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  VmClock.NAME, Kvp.NAME, FwCfg.NAME, Smbios.NAME, Dmi.NAME, Downward.NAME)));

  private static final String NOT_LIVE = "native sources are off for the files of another machine";

  private final List<Source> all;
  private final VmClock vmClock;
  private final Announce announce;

  private LocalSources(List<Source> all, VmClock vmClock, Announce announce) {
    this.all = Collections.unmodifiableList(all);
    this.vmClock = vmClock;
    this.announce = announce;
  }

  /**
   * @param jna for what is asked of the processor; null to leave that out
   * @param wanted by name
   * @param choices what was picked for a source, such as the disks of {@code blockserial}; that one
   *     is left out without any
   * @param operatorFile null for none
   * @param publishedFile where root's publisher writes; null for the usual place
   * @param errands looks at the operator's file
   */
  public static LocalSources of(
      GuestFiles files,
      Jna jna,
      Predicate<String> wanted,
      Function<String, Collection<String>> choices,
      File operatorFile,
      File publishedFile,
      Errands errands) {
    List<Source> all = new ArrayList<>();
    Published published = Published.of(files, publishedFile, System::nanoTime, Clock.systemUTC());
    all.add(published); // Before those that it is asked for.
    CpuidAccess cpuid =
        jna == null || !files.live() ? CpuidAccess.none(NOT_LIVE) : new CpuidAccess(jna);
    if (jna != null && files.live()) {
      all.add(new Cpuid(cpuid));
      all.add(new Pvr(files, jna));
      all.add(new Midr(files, jna));
    }
    VmClock clock = new VmClock(files);
    all.add(clock);
    Announce announce = new Announce(files, System::nanoTime);
    all.add(announce);
    all.add(new Kvp(files));
    // Whoever switches CPUID off does not want native code for what is most likely not there.
    boolean likely = wanted.test(Cpuid.NAME) || files.exists("sys/hypervisor/type");
    all.add(new Xen(files, likely ? cpuid : CpuidAccess.none("cpuid is switched off")));
    all.add(new Lparcfg(files));
    all.add(new DeviceTree(files));
    all.add(new Sysinfo(files));
    all.add(new FwCfg(files));
    all.add(new Smbios(files));
    all.add(new Dmi(files));
    all.add(new Pci(files));
    if (choices.apply(Downward.NAME).isEmpty()) {
      all.add(Downward.port(files, System::nanoTime));
    }
    for (String disk : choices.apply(Downward.NAME)) {
      all.add(Downward.disk(files, disk, System::nanoTime));
    }
    Collection<String> disks = choices.apply(BlockSerial.NAME);
    if (!disks.isEmpty()) {
      all.add(new BlockSerial(files, new ArrayList<>(disks)));
    }
    if (operatorFile != null) {
      all.add(new OperatorFile(operatorFile, errands));
    }
    all.add(new CapacitySource(files, jna));
    all.removeIf(source -> !wanted.test(source.name()));
    all.replaceAll(source -> Seldom.of(source, files.live()));
    if (wanted.test(Published.NAME)) {
      all.replaceAll(
          source -> RELAYED.contains(source.name()) ? new Relayed(source, published) : source);
    }
    return new LocalSources(
        all,
        wanted.test(clock.name()) ? clock : null,
        wanted.test(announce.name()) ? announce : null);
  }

  public List<Source> all() {
    return all;
  }

  /** Among them, for what its page says of coming disruptions; null where it is not wanted. */
  public VmClock vmClock() {
    return vmClock;
  }

  /** Among them, for what the kernel says of links; null where it is not wanted. */
  public Announce announce() {
    return announce;
  }
}
