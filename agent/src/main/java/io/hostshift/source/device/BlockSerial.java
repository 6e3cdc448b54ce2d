package io.hostshift.source.device;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.PrintableValue;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The serial numbers of virtio disks, /sys/block/DISK/serial, which a host's administrator may set
 * to the host's name; anybody may read them.
 *
 * <p>Each read is a request to the device and waits behind its other requests, so only disks that
 * were named are asked, and not on the poll's own thread.
 */
public final class BlockSerial implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "blockserial";

  public static final Traits TRAITS = Traits.named(NAME).givenByPeople();

  /** A virtio serial has 20 bytes (VIRTIO_BLK_ID_BYTES). */
  private static final int LIMIT = 256;

  private final Map<String, GuestFile> serials = new LinkedHashMap<>();
  private final List<String> misnamed = new ArrayList<>();

  /**
   * @param disks as in /sys/block, such as {@code vda}
   */
  public BlockSerial(GuestFiles files, List<String> disks) {
    for (String disk : disks) {
      if (disk.matches("[A-Za-z0-9!_-]+")) {
        serials.put(disk, files.file("sys/block/" + disk + "/serial", LIMIT));
      } else {
        misnamed.add(disk);
      }
    }
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = last == null;
    for (GuestFile serial : serials.values()) {
      changed |= serial.refresh();
    }
    return changed ? now().orSame(last) : last;
  }

  /** Always: a disk may be plugged in, and it was named. */
  @Override
  public int readsPerLook(Reading last) {
    return 1;
  }

  private Reading now() {
    if (serials.isEmpty()) {
      return misnamed.isEmpty()
          ? Reading.off("name the disks to ask, as in blockserial:vda")
          : Reading.failed("no disk has such a name: " + misnamed);
    }
    List<Identifier> found = new ArrayList<>();
    GuestFile unreadable = null;
    String reason = misnamed.isEmpty() ? "" : "no disk has such a name: " + misnamed;
    for (Map.Entry<String, GuestFile> disk : serials.entrySet()) {
      GuestFile file = disk.getValue();
      String serial = PrintableValue.of(file.bytes(), file.length());
      if (file.readable() && !serial.isEmpty()) {
        found.add(new Identifier(NAME + "." + disk.getKey(), serial, Scope.INSTANCE));
      } else if (file.readable()) {
        reason = disk.getKey() + " was given no serial number";
      } else {
        unreadable = file;
        reason =
            file.state() == ReadState.ABSENT
                ? disk.getKey() + " is no disk with a serial number"
                : file.reason();
      }
    }
    if (found.isEmpty() && unreadable != null) {
      return unreadable.unreadable();
    }
    return Reading.partial(found, reason).helpedBy(unreadable == null ? null : unreadable.remedy());
  }
}
