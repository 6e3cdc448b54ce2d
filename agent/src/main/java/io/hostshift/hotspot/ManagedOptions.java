package io.hostshift.hotspot;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * The options of the JVM that this is called in, as HotSpotDiagnosticMXBean tells of them. It is
 * asked for when one is first wanted: to make it takes tens of milliseconds.
 */
public final class ManagedOptions {
  private boolean asked;
  private HotSpotDiagnosticMXBean bean;

  /**
   * Null if this JVM has no such option, does not tell of it, or is without the module {@code
   * jdk.management}.
   */
  public synchronized VMOption find(String name) {
    try {
      if (!asked) {
        asked = true;
        bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      }
      return bean == null ? null : bean.getVMOption(name);
    } catch (IllegalArgumentException | SecurityException | LinkageError e) {
      return null; // It is locked, may not be asked for, or there is no such module.
    }
  }

  /**
   * Sets one that was found, and may be set.
   *
   * @throws IllegalArgumentException if the JVM refuses the value
   * @throws SecurityException if nobody may set it
   */
  public synchronized void set(String name, String value) {
    bean.setVMOption(name, value);
  }
}
