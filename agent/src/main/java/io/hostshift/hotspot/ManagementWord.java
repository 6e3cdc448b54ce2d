package io.hostshift.hotspot;

import com.sun.management.VMOption;

/** What HotSpotDiagnosticMXBean says; nothing without the module {@code jdk.management}. */
final class ManagementWord implements FlagWord {
  private final ManagedOptions options = new ManagedOptions();

  @Override
  public Said of(String flag) {
    VMOption option = options.find(flag);
    return option == null ? null : said(option);
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
