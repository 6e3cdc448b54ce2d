package io.hostshift.attach;

import java.io.File;
import java.io.IOException;

/** This process. */
final class Self {
  private Self() {}

  static long pid() throws UnreachableException {
    return pid(new File("/proc"));
  }

  /**
   * @throws UnreachableException if the kernel does not tell, as it is not Linux
   */
  static long pid(File proc) throws UnreachableException {
    try {
      return Long.parseLong(new File(proc, "self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException e) {
      throw new UnreachableException("needs Linux with /proc to find JVMs", e);
    }
  }
}
