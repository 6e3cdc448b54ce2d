package io.hostshift.source.firmware;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the firmware says of the machine (SMBIOS), to recognise the kind of hypervisor by.
 *
 * <p>Not host identifiers: the kernel reads the tables once at boot, from the guest's memory, and
 * they travel with it, so that after a migration they still describe the first host's firmware.
 */
public final class DmiTable {
  public static final DmiTable EMPTY = new DmiTable(Collections.<String, String>emptyMap());

  private static final int LIMIT = 4096;

  private static final String[] NAMES = {
    "sys_vendor", "product_name", "product_version", "product_family", "product_sku",
    "product_serial", "board_vendor", "board_name", "board_version", "board_asset_tag",
    "chassis_vendor", "chassis_asset_tag", "bios_vendor", "bios_version", "bios_date"
  };

  private final Map<String, String> texts;

  DmiTable(Map<String, String> texts) {
    this.texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  /** As the kernel shows it now; without what this user may not read. */
  public static DmiTable read(GuestFiles files) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : NAMES) {
      GuestFile file = files.file(Dmi.FOLDER + "/" + name, LIMIT);
      file.refresh();
      String text = file.text();
      if (!text.isEmpty()) {
        texts.put(name, text);
      }
    }
    return new DmiTable(texts);
  }

  /** The texts by the kernel's file names. */
  public Map<String, String> texts() {
    return texts;
  }

  /** By the kernel's file name, such as {@code sys_vendor}; empty if unknown or not readable. */
  public String text(String name) {
    String text = texts.get(name);
    return text == null ? "" : text;
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  @Override
  public String toString() {
    return texts.toString();
  }
}
