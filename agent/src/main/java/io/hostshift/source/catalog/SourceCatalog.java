package io.hostshift.source.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All sources that there may be. */
public final class SourceCatalog {
  /** All that {@link LocalSources} knows. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              "cpuid",
              "vmclock",
              "kvp",
              "xen",
              "lparcfg",
              "devicetree",
              "pvr",
              "sysinfo",
              "midr",
              "fwcfg",
              "smbios",
              "dmi",
              "downward",
              "pci",
              "blockserial",
              "file",
              "capacity"));

  private SourceCatalog() {}
}
