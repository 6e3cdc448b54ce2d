package io.hostshift.attach;

import java.io.File;
import java.io.IOException;

/** This process. */
final class Self {
  private Self() {}

  /**
   * Whether the kernel shows us the processes that we would send signals to: in a PID namespace of
   * our own below an outer /proc each number means another process.
   */
  static boolean isInView() {
    try {
      String name = java.lang.management.ManagementFactory.getRuntimeMXBean().getName();
      return name.startsWith(pid() + "@");
    } catch (UnreachableException | RuntimeException | LinkageError e) {
      // A Java that does not tell, as one without that module.
      return true;
    }
  }

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
