package io.hostshift.source.device;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kinds of graphics processors and accelerators of this machine, from /sys/bus/pci/devices;
 * readable by anybody.
 *
 * <p>A device that is unplugged, as passed-through ones are before a move, or plugged in is no
 * other host. The value changes only when a kind that was there has gone and another has come.
 */
public final class Pci implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "pci";

  /** The devices of a VM stay with it: they are its definition, or keep it from being moved. */
  public static final Traits TRAITS = Traits.named(NAME).pinnedUnlessOn();

  private static final String FOLDER = "sys/bus/pci/devices";
  private static final int LIMIT = 32;

  /** A machine may have hundreds of devices. */
  private static final int READS_PER_SCAN = 64;

  /** Most VMs never get one, and pay for each look at all that they have instead. */
  private static final int READS_PER_FIRST_SCAN = 1024;

  private final GuestFiles files;
  private final File folder;
  private Set<String> shown = Collections.emptySet();

  public Pci(GuestFiles files) {
    this.files = files;
    this.folder = files.at(FOLDER);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    if (last != null && last.state() == ReadState.ABSENT && !folder.exists()) {
      return last;
    }
    Set<String> now = scan();
    if (shown.isEmpty() || (!now.containsAll(shown) && !shown.containsAll(now))) {
      shown = now;
    }
    return reading().orSame(last);
  }

  @Override
  public int readsPerLook(Reading last) {
    return last.state() == ReadState.ABSENT ? READS_PER_FIRST_SCAN : READS_PER_SCAN;
  }

  private Reading reading() {
    if (shown.isEmpty()) {
      return Reading.absent(
          folder.exists()
              ? "no graphics processor or accelerator is plugged in"
              : files.shown(FOLDER) + " is not there");
    }
    return Reading.of(
        Collections.singletonList(
            new Identifier(NAME + ".accelerators", String.join(" ", shown), Scope.MODEL)));
  }

  private Set<String> scan() {
    Set<String> kinds = new TreeSet<>();
    for (String slot : files.names(FOLDER)) {
      String folder = FOLDER + "/" + slot + "/";
      if (PciDevice.counts(text(folder + "class"))) {
        String kind =
            PciDevice.kind(
                text(folder + "vendor"),
                text(folder + "device"),
                text(folder + "subsystem_vendor"),
                text(folder + "subsystem_device"));
        if (!kind.isEmpty()) {
          kinds.add(kind);
        }
      }
    }
    return kinds;
  }

  private String text(String path) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    return file.text();
  }
}
