package io.hostshift.source.firmware;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.PrintableValue;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The root of the firmware's device tree, /proc/device-tree: on PowerVM the serial number and type
 * of the system, which the kernel updates seconds after a move (pseries_devicetree_update in
 * arch/powerpc/platforms/pseries/mobility.c). Readable by anybody.
 *
 * <p>QEMU's tree (hw/ppc/spapr.c) stays as it was at boot; its {@code system-id} is the VM's UUID.
 * Format: a property is a file with its bytes; texts end with a NUL (Devicetree Specification 2.2).
 */
public final class DeviceTree implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "devicetree";

  /** On PowerVM the kernel renews it after a move; elsewhere it stays as it was at boot. */
  public static final Traits TRAITS =
      Traits.named(NAME)
          .pinnedUnlessOn(Hypervisor.POWERVM)
          .namesHostBest("system-id", "host-serial", "model", "host-model");

  /** A link to the second, which some copies of a tree have alone. */
  private static final String[] FOLDERS = {"proc/device-tree", "sys/firmware/devicetree/base"};

  private static final int LIMIT = 4096;

  /** Not {@code ibm,partition-name}, which an administrator may change at any time. */
  private static final Map<String, Scope> SCOPES = new LinkedHashMap<>();

  static {
    SCOPES.put("system-id", Scope.INSTANCE);
    SCOPES.put("model", Scope.MODEL);
    SCOPES.put("ibm,partition-uuid", Scope.VM);
    SCOPES.put("vm,uuid", Scope.VM);
    SCOPES.put("host-serial", Scope.INSTANCE);
    SCOPES.put("host-model", Scope.MODEL);
  }

  private final GuestFiles files;
  private final String folder;
  private final Map<String, GuestFile> properties = new LinkedHashMap<>();

  public DeviceTree(GuestFiles files) {
    this.files = files;
    this.folder = folder(files);
    for (String name : SCOPES.keySet()) {
      properties.put(name, files.file(folder + "/" + name, LIMIT));
    }
  }

  /** Where the tree's root is, whether or not there is one. */
  public static String folder(GuestFiles files) {
    for (String folder : FOLDERS) {
      if (files.isFolder(folder)) {
        return folder;
      }
    }
    return FOLDERS[0];
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = last == null;
    for (GuestFile property : properties.values()) {
      changed |= property.refresh();
    }
    return changed ? now().orSame(last) : last;
  }

  private Reading now() {
    List<Identifier> found = new ArrayList<>();
    GuestFile unreadable = null;
    String reason = "";
    boolean qemu = LparcfgPage.emulated(text("model")) || !text("vm,uuid").isEmpty();
    for (Map.Entry<String, GuestFile> property : properties.entrySet()) {
      String name = property.getKey();
      GuestFile file = property.getValue();
      String value = text(name);
      if (file.readable() && value.isEmpty()) {
        reason = file.path() + " is no text";
      } else if (file.readable()) {
        Scope scope = qemu && name.equals("system-id") ? Scope.VM : SCOPES.get(name);
        found.add(new Identifier(NAME + "." + name, value, scope));
      } else if (file.state() != ReadState.ABSENT) {
        unreadable = file;
        reason = file.reason();
      }
    }
    if (!found.isEmpty() || (unreadable == null && !reason.isEmpty())) {
      return Reading.partial(found, reason)
          .helpedBy(unreadable == null ? null : unreadable.remedy());
    }
    if (unreadable != null) {
      return unreadable.unreadable();
    }
    return Reading.absent(
        files.isFolder(folder)
            ? files.shown(folder) + " names neither a system nor a model"
            : files.shown(folder) + " is not there");
  }

  private String text(String name) {
    GuestFile file = properties.get(name);
    return string(file.bytes(), file.readable() ? file.length() : 0);
  }

  /** The first string of a property; empty if it has none, or if that is no text. */
  static String string(byte[] property, int length) {
    int end = 0;
    while (end < length && property[end] != 0) {
      end++;
    }
    // Without its NUL it is cut off, or a number.
    String text = end == length ? null : PrintableValue.text(property, end);
    return text == null ? "" : text;
  }
}
