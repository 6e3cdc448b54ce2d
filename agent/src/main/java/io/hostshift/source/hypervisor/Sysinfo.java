package io.hostshift.source.hypervisor;

import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;

/**
 * What an IBM Z machine says of itself and of the hypervisors on it, /proc/sysinfo, asked anew by
 * the kernel (STSI) at each read. Readable by anybody, also under KVM, which passes the host's own
 * answers on; see {@link SysinfoText}.
 */
public final class Sysinfo implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "sysinfo";

  /** Other machines have LPARs of the same numbers, and came from the same plant. */
  public static final Traits TRAITS =
      Traits.named(NAME)
          .namesHostBest(SysinfoText.BEST_FIRST)
          .tellsLittleBy("LPAR Number", "Plant");

  /** Some 60 lines of 80 characters; the extended names have at most 256. */
  private static final int LIMIT = 64 * 1024;

  private final GuestFile file;

  public Sysinfo(GuestFiles files) {
    this.file = files.file("proc/sysinfo", LIMIT);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    if (!file.refresh() && last != null) {
      return last;
    }
    if (!file.readable()) {
      return file.unreadable().orSame(last);
    }
    try {
      return Reading.of(SysinfoText.parse(file.bytes(), file.length()).identifiers()).orSame(last);
    } catch (MalformedException e) {
      return Reading.failed(file.path() + ": " + e.getMessage()).orSame(last);
    }
  }
}
