package io.hostshift.source.hypervisor;

import io.hostshift.host.Identifier;
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
import io.hostshift.source.processor.CpuidAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Xen: how often this guest was moved or restored (CPUID), which build of Xen is under it, and the
 * guest's UUID (/sys/hypervisor). Readable by anybody; paravirtualised guests, whose processor does
 * not answer for Xen, have the files only.
 *
 * <p>Each file is asked of Xen at each read. Format: Linux, drivers/xen/sys-hypervisor.c and
 * Documentation/ABI/stable/sysfs-hypervisor-xen; where Xen's security module hides a text, it says
 * {@code <denied>}.
 */
public final class Xen implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "xen";

  public static final Traits TRAITS =
      Traits.named(NAME)
          .namesHostBest(
              "version/major",
              "version/minor",
              "version/extra",
              "properties/changeset",
              "properties/buildid",
              "cpu_khz");

  /** XEN_CAPABILITIES_INFO_LEN is the longest, 1024. */
  private static final int LIMIT = 4096;

  private static final String FOLDER = "sys/hypervisor/";

  /** They change only with a move, so that they are looked at once in a while and after one. */
  private static final int READS_PER_LOOK = 16;

  private static final String[] BUILD = {
    "version/major",
    "version/minor",
    "version/extra",
    "compilation/compiler",
    "compilation/compiled_by",
    "compilation/compile_date",
    "properties/capabilities",
    "properties/changeset",
    "properties/buildid"
  };

  private final GuestFiles files;
  private final CpuidAccess access;
  private final GuestFile type;
  private final Map<String, GuestFile> texts = new LinkedHashMap<>();
  private int[] pairs;
  private int[] latest = new int[XenLeaves.registers()];
  private int[] previous = new int[XenLeaves.registers()];
  private final Looks looks = new Looks();
  private final boolean seldom;

  public Xen(GuestFiles files, CpuidAccess access) {
    this(files, access, files.live());
  }

  /**
   * @param seldom whether to look at the files once in a while only
   */
  Xen(GuestFiles files, CpuidAccess access, boolean seldom) {
    this.files = files;
    this.seldom = seldom;
    this.access = access;
    this.type = files.file(FOLDER + "type", LIMIT);
    texts.put("uuid", files.file(FOLDER + "uuid", LIMIT));
    for (String name : BUILD) {
      texts.put(name, files.file(FOLDER + name, LIMIT));
    }
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    boolean changed = last == null;
    boolean leaves = access.impossible() == null && access.leaves().xen();
    if (leaves) {
      changed |= execute();
    }
    // The UUID goes through xenstored, a process of another domain.
    if (looks.due() || changed || !seldom) {
      changed |= type.refresh();
      looks.next(leaves || onXen() ? READS_PER_LOOK : 1);
      if (onXen()) {
        boolean other = false;
        for (GuestFile text : texts.values()) {
          other |= text.refresh();
        }
        if (other) {
          looks.next(1);
          changed = true;
        }
      }
    }
    return changed ? now(leaves).orSame(last) : last;
  }

  private boolean execute() {
    if (pairs == null) {
      pairs = XenLeaves.pairs(access.leaves().own());
    }
    access.cpu().execute(pairs, latest);
    XenLeaves.mask(latest);
    if (Arrays.equals(latest, previous)) {
      return false;
    }
    int[] spare = previous;
    previous = latest;
    latest = spare;
    return true;
  }

  private boolean onXen() {
    return type.readable() && type.text().equals("xen");
  }

  private Reading now(boolean leaves) {
    if (!leaves && type.state() == ReadState.DENIED) {
      return type.unreadable();
    }
    if (!leaves && !onXen()) {
      return Reading.absent("neither CPUID nor " + type.path() + " says Xen");
    }
    List<Identifier> found =
        leaves ? XenLeaves.identifiers(previous, pairs[0]) : new ArrayList<Identifier>();
    String reason = "";
    Remedy remedy = null;
    if (onXen()) {
      for (Map.Entry<String, GuestFile> text : texts.entrySet()) {
        GuestFile file = text.getValue();
        if (!file.readable() && file.state() != ReadState.ABSENT) {
          reason = file.reason();
          remedy = file.remedy();
        }
        add(found, text.getKey(), PrintableValue.text(file.bytes(), file.length()));
      }
    } else {
      reason = files.shown(FOLDER) + " does not show which Xen this is";
    }
    if (found.isEmpty() && reason.isEmpty()) {
      reason = files.shown(FOLDER) + " shows neither the guest's UUID nor which Xen this is";
    }
    return Reading.partial(found, reason).helpedBy(remedy);
  }

  private static void add(List<Identifier> found, String name, String value) {
    if (value != null && !value.isEmpty() && !value.equals("<denied>")) {
      Scope scope = name.equals("uuid") ? Scope.VM : Scope.MODEL;
      found.add(new Identifier(NAME + "." + name, value, scope));
    }
  }
}
