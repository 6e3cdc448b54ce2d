package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import io.hostshift.base.UnavailableException;

/**
 * The scheduling priority of the calling thread. On Linux each thread has a nice value of its own
 * (setpriority(2), "C library/kernel differences"); Java's thread priorities have no effect there
 * unless the JVM was started as root with a special option.
 */
public final class Nice {
  private static final int PRIO_PROCESS = 0;

  /** The calling thread. */
  private static final int SELF = 0;

  private Nice() {}

  /**
   * Lowers the priority of the calling thread, from wherever the process was started.
   *
   * @param by how much the nice value rises, at least 1; the kernel stops at 19
   * @throws UnavailableException if the kernel refuses or JNA cannot be used
   */
  public static void lower(Jna jna, int by) throws UnavailableException {
    int value = jna.function("getpriority").invokeInt(new Object[] {PRIO_PROCESS, SELF}) + by;
    Function setPriority = jna.function("setpriority");
    if (setPriority.invokeInt(new Object[] {PRIO_PROCESS, SELF, value}) != 0) {
      throw new UnavailableException("the kernel refuses nice " + value);
    }
  }
}
