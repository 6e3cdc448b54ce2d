package io.hostshift.source.device;

import java.util.Arrays;
import java.util.List;

/**
 * One PCI device, if it is of a kind that tells hosts apart: a display controller (class 03), a
 * processing accelerator (12) or a co-processor (0b40).
 *
 * <p>Format: Linux, Documentation/ABI/testing/sysfs-bus-pci: numbers such as {@code 0x030200};
 * classes as in the PCI Code and ID Assignment Specification.
 */
final class PciDevice {
  private static final int DISPLAY = 0x03;
  private static final int ACCELERATOR = 0x12;
  private static final int COPROCESSOR = 0x0b40;

  private PciDevice() {}

  /**
   * @param text as in the device's file {@code class}
   */
  static boolean counts(String text) {
    int number = number(text, 6);
    int base = number >> 16;
    return number >= 0 && (base == DISPLAY || base == ACCELERATOR || number >> 8 == COPROCESSOR);
  }

  /** Makers of displays that a hypervisor emulates: such a display says nothing of the host. */
  private static final List<String> EMULATED =
      Arrays.asList(
          "1234:1111", // QEMU, Bochs
          "1013:00b8", // Cirrus, as QEMU and Xen have it
          "1002:5046", // ATI, as QEMU has it
          "1002:5159",
          "1b36:0100", // QXL
          "1af4:1050", // virtio
          "15ad:0405", // VMware
          "15ad:0406",
          "80ee:beef", // VirtualBox
          "1414:5353", // Hyper-V
          "1ab8:4005", // Parallels
          "1d0f:1111"); // EC2

  /**
   * Vendor and device, and those of the board if it has its own, as in {@code 10de:2330} and {@code
   * 10de:2330/10de:16c1}; empty if one of the first two is no number, or the hypervisor emulates
   * it.
   */
  static String kind(String vendor, String device, String subVendor, String subDevice) {
    int first = number(vendor, 4);
    int second = number(device, 4);
    if (first < 0 || second < 0) {
      return "";
    }
    String kind = String.format("%04x:%04x", first, second);
    if (EMULATED.contains(kind)) {
      return "";
    }
    int board = number(subVendor, 4);
    int model = number(subDevice, 4);
    return board > 0 && model >= 0 ? kind + String.format("/%04x:%04x", board, model) : kind;
  }

  /** -1 if it is none of that many digits. */
  private static int number(String text, int digits) {
    return text.matches("0x[0-9a-fA-F]{" + digits + "}")
        ? Integer.parseInt(text.substring(2), 16)
        : -1;
  }
}
