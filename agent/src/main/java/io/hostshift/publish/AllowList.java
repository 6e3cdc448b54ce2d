package io.hostshift.publish;

import io.hostshift.host.Identifier;
import io.hostshift.source.device.Downward;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.FwCfg;
import io.hostshift.source.firmware.Smbios;
import io.hostshift.source.hypervisor.Kvp;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What root tells everybody: what names the host, by a fixed list and the keys that were named; of
 * serial numbers, UUIDs and the like only that they are other ones, by a digest under root's
 * secret; and nothing else at all. What is not known here is not told.
 */
public final class AllowList {
  private static final String FWCFG = FwCfg.NAME + ".";
  private static final String OEM = Smbios.NAME + ".oem.";

  private static final Set<String> PLAIN =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  VmClock.MARKER,
                  VmClock.GENERATION,
                  Kvp.NAME + ".PhysicalHostName",
                  Kvp.NAME + ".PhysicalHostNameFullyQualified",
                  Downward.NAME + ".HostName")));

  private static final List<String> DIGESTED =
      Arrays.asList(Kvp.NAME, Downward.NAME, Smbios.NAME, Dmi.NAME);

  private final Set<String> keys;

  private AllowList(Set<String> keys) {
    this.keys = keys;
  }

  /**
   * @param keys full names, such as {@code fwcfg.opt/org.example/host} and {@code smbios.oem.host}
   * @throws IllegalArgumentException in words, if one of them is nothing that may be told
   */
  public static AllowList of(List<String> keys) {
    for (String key : keys) {
      boolean option = key.startsWith(FWCFG + "opt/");
      if (!option && !(key.startsWith(OEM) && key.length() > OEM.length())) {
        throw new IllegalArgumentException(
            key + " is no key that can be told: fwcfg.opt/NAME or smbios.oem.NAME is");
      }
      if (isSecret(key)) {
        throw new IllegalArgumentException(
            key + " holds what others keep there, secrets among it, and is never told");
      }
    }
    return new AllowList(new LinkedHashSet<>(keys));
  }

  /** By the names of those who keep secrets there. */
  private static boolean isSecret(String key) {
    return key.startsWith(OEM)
        ? key.substring(OEM.length()).startsWith("io.systemd.")
        : FwCfg.belongsToOthers(key.substring(FWCFG.length()));
  }

  /** The keys of fw_cfg that were named, as that spells them. */
  Set<String> options() {
    return below(FWCFG);
  }

  /** The names of the OEM strings that were named. */
  Set<String> oem() {
    return below(OEM);
  }

  private Set<String> below(String prefix) {
    Set<String> names = new LinkedHashSet<>();
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        names.add(key.substring(prefix.length()));
      }
    }
    return names;
  }

  /**
   * As it may be told; null for not at all.
   *
   * @param secret null where there is none, and so no digest
   */
  Identifier told(Identifier identifier, Secret secret) {
    String name = identifier.name();
    if (PLAIN.contains(name) || keys.contains(name)) {
      return identifier;
    }
    return secret != null && DIGESTED.contains(identifier.source())
        ? new Identifier(name, secret.digest(name, identifier.value()), identifier.scope())
        : null;
  }
}
