package io.hostshift.source.firmware;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.PrintableValue;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.Collections;

/**
 * The firmware's tables (SMBIOS) as the kernel shows them below /sys/class/dmi/id: the VM's UUID,
 * which only root may read, and names that tell the kind of hypervisor.
 *
 * <p>The kernel keeps what it read at boot, so on a live machine each of them is read once. In a
 * copied tree the UUID is read at every poll.
 */
public final class Dmi implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "dmi";

  public static final Traits TRAITS = Traits.named(NAME).namesVm(VmNaming.ROOT_ONLY);

  private static final int LIMIT = 4096;

  static final String FOLDER = "sys/class/dmi/id";

  private final GuestFiles files;
  private final GuestFile uuid;
  private volatile DmiTable table = DmiTable.EMPTY;

  public Dmi(GuestFiles files) {
    this.files = files;
    this.uuid = files.file(FOLDER + "/product_uuid", LIMIT);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** As read last; empty before the first read and on a machine without SMBIOS. */
  public DmiTable table() {
    return table;
  }

  @Override
  public Reading read(Reading last) {
    if (last != null && (files.live() && uuid.readable() || !uuid.refresh())) {
      return last;
    }
    if (last == null) {
      uuid.refresh();
    }
    table = DmiTable.read(files);
    return now().orSame(last);
  }

  private Reading now() {
    if (uuid.readable()) {
      String value = PrintableValue.text(uuid.bytes(), uuid.length());
      if (value == null || value.isEmpty()) {
        return Reading.partial(
            Collections.<Identifier>emptyList(),
            uuid.path() + (value == null ? " is no text" : " is empty"));
      }
      return Reading.of(
          Collections.singletonList(new Identifier(NAME + ".product_uuid", value, Scope.VM)));
    }
    if (table.isEmpty() && uuid.state() == ReadState.ABSENT) {
      return Reading.absent("no SMBIOS tables: " + files.shown(FOLDER) + " is not there");
    }
    if (table.isEmpty()) {
      return uuid.unreadable();
    }
    if (uuid.state() == ReadState.ABSENT) {
      return Reading.partial(
          Collections.<Identifier>emptyList(), "these tables give the VM no UUID");
    }
    return Reading.partial(Collections.<Identifier>emptyList(), uuid.reason())
        .helpedBy(uuid.remedy());
  }
}
