package io.hostshift.capture;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.VmNaming;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.source.platform.PlatformTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a capture names machines or people. */
final class Secrets {
  /** The number of a partition is no name, and would be found everywhere. */
  private static final int LEAST = 3;

  private static final int KVP_KEY = 512;
  private static final int KVP_RECORD = 2560;

  private static final List<String> DMI =
      Arrays.asList(
          "product_serial",
          "product_uuid",
          "board_serial",
          "board_asset_tag",
          "chassis_serial",
          "chassis_asset_tag");

  /** Values behind keys of these, in text files of any kind. */
  private static final Pattern LINES =
      Pattern.compile(
          "(?m)^(?:(?:LPAR|VM\\d\\d) (?:Extended )?(?:Name|UUID):|Sequence Code:|Serial\\s*:"
              + "|serial_number=|partition_name=|group=)[ \\t]*(.*?)[ \\t]*$");

  private final Pseudonyms pseudonyms;

  Secrets(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Names of this machine and of who looks, none of which need be in any file. */
  void names(Iterable<String> names) {
    for (String name : names) {
      name(name);
    }
  }

  void of(HostProfile profile) {
    for (Identifier identifier : profile.identifiers()) {
      boolean counts =
          SourceCatalog.of(identifier.name()).vmNaming() == VmNaming.NONE
              || identifier.scope() == Scope.EPOCH
              || identifier.scope() == Scope.MODEL;
      if (!counts) {
        name(identifier.value());
      }
    }
  }

  void of(String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (DMI.contains(file)) {
      value("dmi." + file, text.trim());
    } else if (path.equals("sys/hypervisor/uuid")) {
      value("hypervisor.uuid", text.trim());
    } else if (file.startsWith(".kvp_pool_")) {
      kvp(bytes);
    }
    Matcher line = LINES.matcher(text);
    while (line.find()) {
      name(line.group(1));
    }
    pseudonyms.replaceAllIn(path + "\n" + text);
  }

  private void kvp(byte[] pool) {
    for (int at = 0; at + KVP_RECORD <= pool.length; at += KVP_RECORD) {
      String key = field(pool, at, KVP_KEY);
      if (key.matches(".*(Name|NameFullyQualified|MachineId|Address).*")) {
        name(field(pool, at + KVP_KEY, KVP_RECORD - KVP_KEY));
      }
    }
  }

  private static String field(byte[] bytes, int from, int size) {
    int end = from;
    while (end < from + size && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** What the table of platforms looks for in it stays. */
  private void value(String fact, String value) {
    if (value.length() >= LEAST && !PlatformTable.asksFor(fact, value)) {
      int begin = Math.min(value.length(), PlatformTable.beginning(fact, value));
      int end = Math.min(value.length() - begin, PlatformTable.ending(fact, value));
      pseudonyms.replace(value, begin, end);
    }
  }

  /** A name with its domain is replaced part by part, so that the short one is the same within. */
  private void name(String name) {
    String plain = name.trim();
    if (plain.matches("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+")) {
      // Its last part names nobody.
      for (String part : plain.substring(0, plain.lastIndexOf('.')).split("\\.")) {
        if (part.length() >= LEAST) {
          pseudonyms.replace(part, 0);
        }
      }
    } else if (plain.length() >= LEAST && !plain.matches("\\d{1,4}")) {
      boolean ibm = plain.startsWith("IBM,");
      pseudonyms.replace(plain, ibm ? 4 : plain.startsWith("VMware-") ? 7 : ec2(plain));
    }
  }

  private static int ec2(String value) {
    return value.toLowerCase(java.util.Locale.ROOT).startsWith("ec2") ? 3 : 0;
  }

  void of(Map<String, byte[]> contents) {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      if (file.getValue() != null) {
        of(file.getKey(), file.getValue());
      }
    }
  }
}
