package io.hostshift.source;

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

  private final Map<String, String> texts;

  DmiTable(Map<String, String> texts) {
    this.texts = Collections.unmodifiableMap(new TreeMap<>(texts));
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
