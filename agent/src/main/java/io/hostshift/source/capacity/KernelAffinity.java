package io.hostshift.source.capacity;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.ThreadAffinity;

/**
 * What the kernel answers the thread that asks. The agent's thread has the mask of the thread that
 * started it, as those of the application have; once it cannot be had, it is not asked for again.
 */
final class KernelAffinity implements Affinity {
  private final Jna jna;
  private ThreadAffinity affinity;
  private boolean unavailable;

  KernelAffinity(Jna jna) {
    this.jna = jna;
  }

  @Override
  public boolean refresh() {
    if (unavailable) {
      return false;
    }
    try {
      if (affinity == null) {
        affinity = ThreadAffinity.open(jna);
      }
      return affinity.refresh();
    } catch (UnavailableException e) {
      // The files of /proc say nearly the same.
      unavailable = true;
      return affinity != null;
    }
  }

  @Override
  public int count() {
    return unavailable || affinity == null ? 0 : affinity.count();
  }
}
