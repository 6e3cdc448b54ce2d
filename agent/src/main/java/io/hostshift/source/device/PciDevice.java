package io.hostshift.source.device;

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

  /**
   * Vendor and device, and those of the board if it has its own, as in {@code 10de:2330} and {@code
   * 10de:2330/10de:16c1}; empty if one of the first two is no number.
   */
  static String kind(String vendor, String device, String subVendor, String subDevice) {
    int first = number(vendor, 4);
    int second = number(device, 4);
    if (first < 0 || second < 0) {
      return "";
    }
    String kind = String.format("%04x:%04x", first, second);
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
