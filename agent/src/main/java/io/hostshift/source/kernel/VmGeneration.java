package io.hostshift.source.kernel;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import java.io.File;
import java.util.Collections;

/**
 * How often the kernel has told this agent that the hypervisor gave the VM another generation ID,
 * which it does on a restored snapshot and on a clone, and not on a migration.
 *
 * <p>The ID itself is shown to nobody. The count begins at 0 when the agent starts to listen, and
 * compares with nothing but itself.
 */
public final class VmGeneration implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "vmgenid";

  public static final Traits TRAITS = Traits.named(NAME).namesVm(VmNaming.NONE).countsItself();

  private static final String[] DRIVERS = {
    "/sys/bus/platform/drivers/vmgenid", "/sys/bus/acpi/drivers/vmgenid"
  };

  private final boolean device;
  private volatile boolean listening;
  private volatile String deaf;
  private volatile long count;
  private long shown = -1;

  /**
   * @param device whether there is something to hear from
   */
  VmGeneration(boolean device) {
    this.device = device;
  }

  /** Of this machine. */
  public static VmGeneration ofThisMachine() {
    for (String driver : DRIVERS) {
      String[] entries = new File(driver).list();
      if (entries != null) {
        for (String entry : entries) {
          if (new File(driver, entry).isDirectory() && !entry.equals("module")) {
            return new VmGeneration(true);
          }
        }
      }
    }
    return new VmGeneration(false);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** From now on the kernel's messages are heard. */
  void listening() {
    listening = true;
  }

  /** They are not, or not any more. */
  void deaf(String reason) {
    deaf = reason;
  }

  /** On the listening thread alone. */
  void renewed() {
    count = count + 1;
  }

  @Override
  public Reading read(Reading last) {
    if (!device) {
      return last == null
          ? Reading.absent("no VM generation ID with a driver, Linux 5.18 or later")
          : last;
    }
    String reason = deaf;
    if (reason != null) {
      return Reading.failed(reason).orSame(last);
    }
    if (!listening) {
      return Reading.off("a running agent hears of it, a look does not").orSame(last);
    }
    long now = count;
    if (last != null && last.readable() && now == shown) {
      return last;
    }
    shown = now;
    Identifier heard = new Identifier(NAME + ".uevents", String.valueOf(now), Scope.VM);
    return Reading.of(Collections.singletonList(heard));
  }
}
