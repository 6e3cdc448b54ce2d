package io.hostshift.source.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel says of a device that came, went or changed: {@code ACTION@DEVPATH} and then
 * {@code KEY=VALUE}, each ended by a NUL. Format: Linux, lib/kobject_uevent.c.
 */
final class Uevent {
  private static final int MOST_PROPERTIES = 64;

  private final Map<String, String> properties;

  private Uevent(Map<String, String> properties) {
    this.properties = Collections.unmodifiableMap(properties);
  }

  /** Null if this is none. */
  static Uevent parse(byte[] bytes, int length) {
    String[] parts = new String(bytes, 0, length, StandardCharsets.UTF_8).split("\0", -1);
    int at = parts[0].indexOf('@');
    if (at < 1 || !parts[0].startsWith("/", at + 1)) {
      return null;
    }
    Map<String, String> properties = new HashMap<>();
    for (int i = 1; i < parts.length && i <= MOST_PROPERTIES; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        properties.putIfAbsent(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
    properties.put("ACTION", parts[0].substring(0, at));
    properties.put("DEVPATH", parts[0].substring(at + 1));
    return new Uevent(properties);
  }

  /** Empty if there is none. */
  String property(String name) {
    return properties.getOrDefault(name, "");
  }

  /**
   * Whether the VM goes on from a snapshot or as a clone: the hypervisor has given it another
   * generation ID. Format: Linux, drivers/virt/vmgenid.c.
   */
  boolean newGeneration() {
    return property("NEW_VMGENID").equals("1");
  }

  /** Whether a processor came or went. */
  boolean processors() {
    boolean counts = property("ACTION").equals("online") || property("ACTION").equals("offline");
    return counts && property("SUBSYSTEM").equals("cpu");
  }
}
