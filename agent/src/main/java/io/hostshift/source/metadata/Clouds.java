package io.hostshift.source.metadata;

import io.hostshift.source.firmware.DmiTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which clouds' metadata services may be asked without being told to: those that the firmware's
 * tables name. Format: cloud-init's data sources and systemd, basic/virt.c.
 */
public final class Clouds {
  /** Microsoft gives it to each of Azure's guests, and to no Hyper-V guest elsewhere. */
  private static final String AZURE_TAG = "7783-7084-3265-9085-8269-3286-77";

  private Clouds() {}

  /** By the names of the sources; seldom more than one. */
  public static List<String> named(DmiTable dmi) {
    List<String> found = new ArrayList<>();
    String tag = dmi.text("chassis_asset_tag");
    String vendor = dmi.text("sys_vendor");
    String product = dmi.text("product_name");
    if (tag.equals(AZURE_TAG)) {
      found.add(MetadataSource.AZURE);
    }
    if (vendor.equals("Google") || product.equals("Google Compute Engine")) {
      found.add(MetadataSource.GCE);
    }
    if (vendor.equals("Amazon EC2") || oldEc2(dmi)) {
      found.add(MetadataSource.EC2);
    }
    if (product.startsWith("OpenStack ")
        || vendor.equals("OpenStack Foundation")
        || tag.matches("OpenStack (Nova|Compute)|OpenTelekomCloud|HUAWEICLOUD|SAP CCloud VM")) {
      found.add(MetadataSource.OPENSTACK);
    }
    if (tag.equals("OracleCloud.com")) {
      found.add(MetadataSource.OCI);
    }
    return found;
  }

  /** EC2's Xen hosts name it in versions only. */
  private static boolean oldEc2(DmiTable dmi) {
    String versions = dmi.text("product_version") + " " + dmi.text("bios_version");
    return versions.toLowerCase(Locale.ROOT).contains("amazon");
  }

  /** Whether the firmware says that this is a VMware guest. */
  public static boolean vmware(DmiTable dmi) {
    return dmi.text("sys_vendor").startsWith("VMware")
        || dmi.text("product_serial").startsWith("VMware-");
  }
}
