package io.hostshift.source.kernel;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A virtio device of the guest, as /sys/bus/virtio/devices shows it to anybody, in a container as
 * well. Immutable.
 */
final class VirtioDevice {
  /** A driver, as the kernel names it. */
  static final String NETWORK = "virtio_net";

  /** A driver, as the kernel names it. */
  static final String VSOCK = "vmw_vsock_virtio_transport";

  static final String FOLDER = "sys/bus/virtio/devices";
  static final String LINKS = "sys/class/net";

  /** VIRTIO_NET_F_GUEST_ANNOUNCE, a character of the file, counted from 0. */
  private static final int GUEST_ANNOUNCE = 21;

  private static final String DRIVER = "DRIVER=";
  private static final String OWN_LINKS = "proc/self/net/dev";
  private static final int LIMIT = 1 << 20;

  private final String name;
  private final String link;
  private final boolean switchedOff;
  private final boolean ownNamespace;

  private VirtioDevice(String name, String link, boolean switchedOff, boolean ownNamespace) {
    this.name = name;
    this.link = link;
    this.switchedOff = switchedOff;
    this.ownNamespace = ownNamespace;
  }

  /** Those that a driver has, in order. */
  static List<VirtioDevice> of(GuestFiles files, String driver) {
    List<String> names = new ArrayList<>();
    for (String name : files.names(FOLDER)) {
      if (driver(files, name).equals(driver)) {
        names.add(name);
      }
    }
    // Once for all of them: a machine may have hundreds of links.
    boolean links = driver.equals(NETWORK) && !names.isEmpty();
    Map<String, String> linked = links ? links(files) : Collections.<String, String>emptyMap();
    Set<String> heard = links ? heard(files) : Collections.<String>emptySet();
    List<VirtioDevice> found = new ArrayList<>();
    for (String name : names) {
      String link = linked.getOrDefault(name, "");
      String features = features(files, name, link);
      boolean off = features.length() > GUEST_ANNOUNCE && features.charAt(GUEST_ANNOUNCE) == '0';
      found.add(new VirtioDevice(name, link, off, heard.contains(link)));
    }
    return found;
  }

  /** Empty where it has none; a copy of the files may have no links, and says it otherwise. */
  private static String driver(GuestFiles files, String name) {
    String target = files.target(FOLDER + "/" + name + "/driver");
    if (!target.isEmpty()) {
      return target;
    }
    for (String line : text(files, FOLDER + "/" + name + "/uevent").split("\n")) {
      if (line.startsWith(DRIVER)) {
        return line.substring(DRIVER.length()).trim();
      }
    }
    return "";
  }

  /**
   * The links of this namespace by the devices that they are, of one that has several the first.
   */
  private static Map<String, String> links(GuestFiles files) {
    Map<String, String> links = new HashMap<>();
    for (String link : files.names(LINKS)) {
      links.putIfAbsent(files.target(LINKS + "/" + link + "/device"), link);
    }
    return links;
  }

  /** /sys shows the links of whoever mounted it, which need not be those of this process. */
  private static Set<String> heard(GuestFiles files) {
    Set<String> heard = new HashSet<>();
    if (files.live()) {
      for (String line : text(files, OWN_LINKS).split("\n")) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          heard.add(line.substring(0, colon).trim());
        }
      }
    }
    return heard;
  }

  private static String features(GuestFiles files, String name, String link) {
    String own = text(files, FOLDER + "/" + name + "/features");
    return own.isEmpty() && !link.isEmpty()
        ? text(files, LINKS + "/" + link + "/device/features")
        : own;
  }

  private static String text(GuestFiles files, String path) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    return file.text();
  }

  /** Such as {@code virtio1}. */
  String name() {
    return name;
  }

  /** Such as {@code eth0}; empty where the link is in another namespace. */
  String link() {
    return link;
  }

  /** As people know it. */
  String shown() {
    return link.isEmpty() ? name : link;
  }

  /** Whether the kernel tells of it to whoever listens in this process. */
  boolean ownNamespace() {
    return ownNamespace;
  }

  /** Whether the host never has it announce itself. */
  boolean switchedOff() {
    return switchedOff;
  }
}
