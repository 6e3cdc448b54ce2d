package io.hostshift.source.hypervisor;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Hyper-V or Azure host tells its guest (pool 3 of the key-value exchange): the physical
 * host's name, the VM's identifier, the version of the host's system without its build. Readable by
 * anybody.
 *
 * <p>The daemon hv_kvp_daemon writes the pool seconds after a migration, by truncating and filling
 * the file under a lock that it drops too early. So a changed pool is read under a shared lock that
 * is not waited for, and a pool that is no whole number of records is never taken for a change.
 */
public final class Kvp implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "kvp";

  public static final Traits TRAITS =
      Traits.named(NAME)
          .givenByPeople()
          .namesHostBest("PhysicalHostName", "PhysicalHostNameFullyQualified");

  /** Pools have some 15 records; Hyper-V's own limit is 1024 keys. */
  private static final int LIMIT = 1024 * KvpPool.RECORD;

  private static final String POOL = ".kvp_pool_3";

  /** Not VirtualMachineName, which an administrator may change at any time. */
  private static final Map<String, Scope> SCOPES = new LinkedHashMap<>();

  static {
    SCOPES.put("VirtualMachineId", Scope.VM);
    SCOPES.put("PhysicalHostName", Scope.INSTANCE);
    SCOPES.put("PhysicalHostNameFullyQualified", Scope.INSTANCE);
    SCOPES.put("HostingSystemOsMajor", Scope.MODEL);
    SCOPES.put("HostingSystemOsMinor", Scope.MODEL);
    SCOPES.put("HostingSystemSpMajor", Scope.MODEL);
    SCOPES.put("HostingSystemSpMinor", Scope.MODEL);
    SCOPES.put("HostingSystemEditionId", Scope.MODEL);
    SCOPES.put("HostingSystemNestedLevel", Scope.MODEL);
    SCOPES.put("HostingSystemProcessorArchitecture", Scope.MODEL);
  }

  private static final Remedy DAEMON =
      Remedy.of("apt install hyperv-daemons").byRoot().on(Hypervisor.HYPER_V, Hypervisor.AZURE);

  private final GuestFiles files;
  private final GuestFile usual;
  private final GuestFile older;
  private boolean unread = true;

  public Kvp(GuestFiles files) {
    this.files = files;
    this.usual = files.file("var/lib/hyperv/" + POOL, LIMIT);
    this.older = files.file("var/opt/hyperv/" + POOL, LIMIT);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    unread |= last == null;
    unread |= usual.refresh();
    GuestFile pool = usual;
    if (usual.state() == ReadState.ABSENT) {
      unread |= older.refresh();
      pool = older.state() == ReadState.ABSENT ? usual : older;
    }
    if (!unread) {
      return last;
    }
    if (pool.readable()) {
      pool.refreshLocked();
      if (!pool.readable() && last != null && last.readable()) {
        // The daemon is at it; what it said before holds until it is done.
        unread = true;
        return last;
      }
    }
    Reading now = now(pool);
    // What was not understood is looked at again at the next poll, even if it stays the same.
    unread = now.state() == ReadState.FAILED;
    return now.orSame(last);
  }

  private Reading now(GuestFile pool) {
    if (pool.state() == ReadState.ABSENT) {
      return Reading.absent(
              files.exists("sys/bus/vmbus")
                  ? "this is a Hyper-V guest, but hv_kvp_daemon has written no pool; install and"
                      + " start it (hyperv-daemons, linux-cloud-tools)"
                  : pool.reason())
          .helpedBy(DAEMON);
    }
    if (!pool.readable()) {
      return pool.unreadable();
    }
    Map<String, String> values;
    try {
      values = KvpPool.parse(pool.bytes(), pool.length());
    } catch (MalformedException e) {
      return Reading.failed(pool.path() + ": " + e.getMessage());
    }
    List<Identifier> found = new ArrayList<>();
    for (Map.Entry<String, Scope> known : SCOPES.entrySet()) {
      String value = values.get(known.getKey());
      if (value != null && !value.isEmpty()) {
        found.add(new Identifier(NAME + "." + known.getKey(), value, known.getValue()));
      }
    }
    return Reading.partial(found, found.isEmpty() ? pool.path() + " names no host" : "");
  }
}
