package io.hostshift.memory;

import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Has the C library give back what it keeps of freed memory: the diagnostic command {@code
 * System.trim_native_heap}, which there is with glibc from 17 on.
 */
final class NativeTrim {
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String TRIM = "systemTrimNativeHeap";

  private NativeTrim() {}

  /**
   * Whether it was done. A server for MBeans is not made for it: the application may have yet to
   * choose its own.
   */
  static boolean run() {
    List<MBeanServer> servers = MBeanServerFactory.findMBeanServer(null);
    for (MBeanServer server : servers) {
      try {
        ObjectName commands = new ObjectName(COMMANDS);
        if (server.isRegistered(commands)) {
          server.invoke(commands, TRIM, new Object[0], new String[0]);
          return true;
        }
      } catch (JMException | RuntimeException e) {
        // This JVM has no such command.
        continue;
      }
    }
    return false;
  }
}
