package io.hostshift.it.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What names the machine of the tests and nobody else, in small letters: serial numbers, UUIDs,
 * hardware addresses, and its own name and its user's. Without what is too short to be searched
 * for, and without what stands where nobody has set a value.
 */
public final class MachineNames {
  private static final int LEAST = 6;

  private static final String[][] FILES = {
    {"/sys/class/dmi/id", "{product_uuid,*_serial,*_asset_tag}"},
    {"/etc", "{machine-id,hostname}"},
    {"/proc/sys/kernel", "hostname"},
    {"/proc/sys/kernel/random", "boot_id"},
    {"/sys/hypervisor", "uuid"},
  };

  private MachineNames() {}

  public static Set<String> all() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String[] file : FILES) {
      add(names, Path.of(file[0]), file[1]);
    }
    for (String[] each : new String[][] {{"/sys/class/net", "address"}, {"/sys/block", "serial"}}) {
      Path folder = Path.of(each[0]);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(folder)) {
          for (Path device : devices) {
            add(names, device, each[1]);
          }
        }
      }
    }
    names.add(System.getProperty("user.name").toLowerCase(Locale.ROOT));
    names.remove("nobody");
    names.removeIf(name -> name.length() < LEAST || name.matches("[0:.-]*|.*(specified|filled).*"));
    return names;
  }

  private static void add(Set<String> names, Path folder, String glob) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        if (Files.isReadable(file)) {
          names.add(Files.readString(file).trim().toLowerCase(Locale.ROOT));
        }
      }
    }
  }
}
