package io.hostshift.hotspot;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * What HotSpotDiagnosticMXBean says. It is asked for when a flag is first to be written: to make it
 * takes tens of milliseconds. Without the module {@code jdk.management} it says nothing.
 */
final class ManagementWord implements FlagWord {
  private boolean asked;
  private HotSpotDiagnosticMXBean bean;

  @Override
  public synchronized Said of(String flag) {
    try {
      if (!asked) {
        asked = true;
        bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      }
      return bean == null ? null : said(bean.getVMOption(flag));
    } catch (IllegalArgumentException | SecurityException | LinkageError e) {
      return null; // It is locked, may not be asked for, or there is no such module.
    }
  }

  private static Said said(VMOption option) {
    return new Said(option.getValue(), origin(option.getOrigin().name()));
  }

  private static Origin origin(String name) {
    if (name.equals("VM_CREATION")) {
      return Origin.COMMAND_LINE;
    }
    for (Origin origin : Origin.values()) {
      if (origin.name().equals(name)) {
        return origin;
      }
    }
    return Origin.OTHER;
  }
}
