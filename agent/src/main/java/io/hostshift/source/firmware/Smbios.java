package io.hostshift.source.firmware;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The firmware's tables as the QEMU of this moment offers them, in its firmware configuration: the
 * next host's after a move, while /sys/class/dmi still shows those that the guest was booted with.
 * Root's alone.
 *
 * <p>Of a longer table than at boot the kernel shows only the first bytes, see {@link FwCfg}. Read
 * more seldom than other files: each byte may cost an exit to QEMU.
 */
public final class Smbios implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "smbios";

  /** All but the serial number is the VM's definition, or QEMU's version. */
  public static final Traits TRAITS =
      Traits.named(NAME)
          .namesVm(VmNaming.ROOT_ONLY)
          .tellsLittleBy(
              "bios_vendor",
              "bios_version",
              "bios_date",
              "sys_vendor",
              "product_name",
              "product_version");

  private static final int LIMIT = 64 * 1024;
  private static final int READS_PER_LOOK = 4;
  private static final String RAW = "sys/firmware/qemu_fw_cfg/by_name/etc/smbios/smbios-tables/raw";

  private final GuestFile raw;
  private final Set<String> oem;

  public Smbios(GuestFiles files) {
    this(files, Collections.<String>emptySet());
  }

  /**
   * @param oem the OEM strings that are taken, of the form {@code NAME=value}, by NAME; the others
   *     may be secrets, as those for systemd are
   */
  public Smbios(GuestFiles files, Set<String> oem) {
    this.raw = files.file(RAW, LIMIT);
    this.oem = oem;
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = raw.refresh();
    return changed || last == null ? now().orSame(last) : last;
  }

  @Override
  public int readsPerLook(Reading last) {
    return Math.max(READS_PER_LOOK, Source.super.readsPerLook(last));
  }

  private Reading now() {
    if (!raw.readable()) {
      return raw.unreadable();
    }
    try {
      return Reading.of(identifiers(SmbiosTable.parse(raw.bytes(), raw.length(), oem)));
    } catch (MalformedException e) {
      return Reading.failed(raw.path() + ": " + e.getMessage());
    }
  }

  /**
   * The UUID names the VM: it is part of the VM's definition, goes with it from host to host, and
   * another one is another VM's. A serial number that differs from it is taken for the host's, as
   * OpenStack sets it with sysinfo_serial=os or hardware; it then "will change on migration".
   */
  static List<Identifier> identifiers(Map<String, String> texts) {
    String uuid = texts.get("product_uuid");
    List<Identifier> found = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      String name = text.getKey();
      boolean serial = name.equals("product_serial");
      if (serial && text.getValue().equalsIgnoreCase(uuid)) {
        continue;
      }
      boolean instance = serial || name.startsWith(SmbiosTable.OEM);
      Scope scope =
          name.equals("product_uuid") ? Scope.VM : instance ? Scope.INSTANCE : Scope.MODEL;
      found.add(new Identifier(NAME + "." + name, text.getValue(), scope));
    }
    return found;
  }
}
