package io.hostshift.source.firmware;

import io.hostshift.host.Hypervisor;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.SelectedLines;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The configuration of a Power partition, /proc/powerpc/lparcfg: serial number and type of the
 * system that it runs on, which change when it moves. Readable by anybody.
 *
 * <p>Each read makes the kernel ask the hypervisor and interrupt each processor once for its
 * counters. So where the device tree, which costs nothing, shows the same serial number at each
 * poll, this is read less often.
 */
public final class Lparcfg implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "lparcfg";

  /** QEMU's is the VM's own; another system may well have a partition of the same number. */
  public static final Traits TRAITS =
      Traits.named(NAME)
          .pinnedUnlessOn(Hypervisor.POWERVM)
          .namesHostBest("serial_number", "system_type")
          .tellsLittleBy("partition_id");

  /** Where it is: the second is the older name, which some kernels have alone. */
  public static final List<String> PATHS =
      Collections.unmodifiableList(Arrays.asList("proc/powerpc/lparcfg", "proc/ppc64/lparcfg"));

  /** Some 60 lines; the splpar characteristics are at most 1 KiB, the name 4 KiB. */
  private static final int LIMIT = 64 * 1024;

  private static final int READS_PER_LOOK = 8;

  private final GuestFiles files;
  private final GuestFile usual;
  private final GuestFile older;
  private final SelectedLines lines = LparcfgPage.lines();
  private volatile LparcfgPage page;

  public Lparcfg(GuestFiles files) {
    this.files = files;
    this.usual = files.file(PATHS.get(0), LIMIT);
    this.older = files.file(PATHS.get(1), LIMIT);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** As read last; null before, and where there is none. */
  public LparcfgPage page() {
    return page;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = usual.refresh();
    GuestFile file = usual;
    if (usual.state() == ReadState.ABSENT) {
      changed |= older.refresh();
      file = older.state() == ReadState.ABSENT ? usual : older;
    }
    if (!changed && last != null) {
      return last;
    }
    if (!file.readable()) {
      return file.unreadable().orSame(last);
    }
    if (!lines.refresh(file.bytes(), file.length()) && last != null && last.readable()) {
      return last;
    }
    try {
      LparcfgPage now = LparcfgPage.of(lines);
      page = now;
      return Reading.of(now.identifiers()).orSame(last);
    } catch (MalformedException e) {
      return Reading.failed(file.path() + ": " + e.getMessage()).orSame(last);
    }
  }

  @Override
  public int readsPerLook(Reading last) {
    int usually = Source.super.readsPerLook(last);
    return files.exists(DeviceTree.folder(files) + "/system-id")
        ? Math.max(READS_PER_LOOK, usually)
        : usually;
  }
}
