package io.hostshift.source.firmware;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.ProcessorKind;
import io.hostshift.host.Scope;
import io.hostshift.source.Looks;
import io.hostshift.source.PrintableValue;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * QEMU's firmware configuration below /sys/firmware/qemu_fw_cfg: values that the host's
 * administrator gives to a VM under {@code opt/}, such as the host's name by a libvirt hook.
 *
 * <p>Each read asks the device, so a value changes with the host. But the kernel keeps the list of
 * keys and their sizes from boot: on the next host a key must have the same place in the list, and
 * of a longer value only the first bytes are seen. All are root's alone. What {@code opt/} holds
 * for others (boot loaders, Ignition, systemd's credentials, which are secrets) is not read.
 */
public final class FwCfg implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "fwcfg";

  public static final Traits TRAITS = Traits.named(NAME).givenByPeople();

  /** A host's name is short; what is longer is a blob for somebody else. */
  private static final int LIMIT = 4096;

  private static final int MOST_KEYS = 32;
  private static final int DEEPEST = 6;
  private static final int READS_PER_SCAN = 64;
  private static final String FOLDER = "sys/firmware/qemu_fw_cfg";
  private static final String BY_NAME = FOLDER + "/by_name/";

  private static final List<String> OTHERS =
      Arrays.asList(
          "opt/com.coreos",
          "opt/org.flatcar-linux",
          "opt/io.systemd.",
          "opt/ovmf",
          "opt/org.tianocore");

  private static final String[] QEMUS = {Hypervisor.KVM, Hypervisor.QEMU};

  /** Its hosts have no libvirt of their own, and its VMs' definition no such entry. */
  private static final String WITHOUT = "KubeVirt";

  private static final Remedy[] KEY = {
    Remedy.onHost("a fw_cfg entry, by virsh edit VM").on(QEMUS).in(""),
    Remedy.onHost("a fw_cfg entry, by a libvirt hook (/etc/libvirt/hooks/qemu)")
        .on(QEMUS)
        .notIn(WITHOUT)
  };

  /** The kernel has it for some processors alone (drivers/firmware/Kconfig). */
  private static final Remedy MODULE =
      Remedy.of("modprobe qemu_fw_cfg")
          .byRoot()
          .withOperator()
          .on(QEMUS)
          .notIn(WITHOUT)
          .with(ProcessorKind.X86, ProcessorKind.ARM);

  private final GuestFiles files;
  private final File options;
  private final Set<String> only;
  private Map<String, GuestFile> keys = new LinkedHashMap<>();
  private final Looks scans = new Looks();

  public FwCfg(GuestFiles files) {
    this(files, null);
  }

  /**
   * @param only the keys that are read, such as {@code opt/org.example/host}; no other is opened.
   *     Null for all
   */
  public FwCfg(GuestFiles files, Set<String> only) {
    this.files = files;
    this.only = only;
    this.options = files.at(BY_NAME + "opt");
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = last == null;
    // Walking the folders costs far more than reading the keys, and the kernel's list is fixed.
    if (scans.due()) {
      changed |= scan();
      scans.next(keys.isEmpty() ? 1 : READS_PER_SCAN);
    }
    for (GuestFile key : keys.values()) {
      if (key.refresh()) {
        changed = true;
        if (key.state() == ReadState.ABSENT) {
          scans.next(1);
        }
      }
    }
    return changed ? now().orSame(last) : last;
  }

  private Reading now() {
    if (keys.isEmpty()) {
      return files.exists(FOLDER)
          ? Reading.absent("the host gives this VM no key under opt/").helpedBy(KEY)
          : Reading.absent(
                  files.shown(FOLDER)
                      + " is not there: not on QEMU, or without the module qemu_fw_cfg")
              .helpedBy(MODULE);
    }
    List<Identifier> found = new ArrayList<>();
    GuestFile unreadable = null;
    for (Map.Entry<String, GuestFile> key : keys.entrySet()) {
      GuestFile file = key.getValue();
      if (!file.readable()) {
        unreadable = file.state() == ReadState.ABSENT ? unreadable : file;
        continue;
      }
      String value = PrintableValue.of(file.bytes(), file.length());
      if (!value.isEmpty()) {
        found.add(new Identifier(NAME + "." + key.getKey(), value, Scope.INSTANCE));
      }
    }
    if (unreadable == null) {
      return Reading.partial(found, found.isEmpty() ? "the keys under opt/ hold nothing" : "");
    }
    return found.isEmpty()
        ? unreadable.unreadable()
        : Reading.partial(found, unreadable.reason()).helpedBy(unreadable.remedy());
  }

  private boolean scan() {
    if (keys.isEmpty() && !options.exists()) {
      return false; // As on nearly each machine, and without garbage.
    }
    Map<String, GuestFile> found = new LinkedHashMap<>();
    if (options.exists()) {
      collect("opt", 0, found);
    }
    boolean changed = !found.keySet().equals(keys.keySet());
    keys = found;
    return changed;
  }

  /** A key is a folder with a file "raw"; the parts of its name are folders too. */
  private void collect(String name, int depth, Map<String, GuestFile> found) {
    for (String part : files.names(BY_NAME + name)) {
      String below = name + "/" + part;
      if (found.size() >= MOST_KEYS || belongsToOthers(below)) {
        continue;
      }
      String raw = BY_NAME + below + "/raw";
      if (files.exists(raw)) {
        if (only != null && !only.contains(below)) {
          continue;
        }
        GuestFile known = keys.get(below);
        found.put(below, known != null ? known : files.file(raw, LIMIT));
      } else if (depth < DEEPEST) {
        collect(below, depth + 1, found);
      }
    }
  }

  /** Whether a key is none of ours: boot loaders, Ignition, credentials of systemd. */
  public static boolean belongsToOthers(String name) {
    for (String other : OTHERS) {
      if (name.startsWith(other)) {
        return true;
      }
    }
    return false;
  }
}
