package io.hostshift.source.capacity;

import io.hostshift.host.Capacity;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.Looks;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFiles;

/**
 * What this process may use of the machine: processors that are online and allowed, limits of its
 * control groups, memory. Readable by anybody; nothing here asks the JVM.
 */
public final class CapacitySource implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "capacity";

  public static final Traits TRAITS = Traits.named(NAME);

  /**
   * The machine's memory, and another control group, are told that late: each costs as much to ask
   * for as the processors, and changes much more seldom.
   */
  private static final int READS_PER_MEMORY = 8;

  private static final String UNSEEN =
      "no control group is mounted here: a limit would not be seen";

  private final GuestFiles files;
  private final UsableProcessors processors;
  private final CgroupLimits limits;
  private final MachineMemory memory;
  private final Looks looks = new Looks();

  /**
   * @param jna null for none: the processors are then counted by files alone
   */
  public CapacitySource(GuestFiles files, Jna jna) {
    this(files, files.live() && jna != null ? new KernelAffinity(jna) : Affinity.UNKNOWN);
  }

  CapacitySource(GuestFiles files, Affinity kernel) {
    this.files = files;
    this.processors = new UsableProcessors(files, kernel);
    this.limits = new CgroupLimits(files);
    this.memory = new MachineMemory(files);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    boolean all = looks.due() || last == null || !files.live();
    boolean changed = last == null | processors.refresh() | limits.refresh(all);
    if (all || changed) {
      changed |= memory.refresh();
      // A difference is confirmed by another look at all of it.
      looks.next(changed ? 1 : READS_PER_MEMORY);
    }
    return changed ? measured().orSame(last) : last;
  }

  /** Always: what limits this process may be changed at any time. */
  @Override
  public int readsPerLook(Reading last) {
    return 1;
  }

  @Override
  public void close() {
    processors.letGo();
    limits.letGo();
  }

  private Reading measured() {
    limits.measure();
    String problem = limits.problem();
    try {
      processors.count();
    } catch (MalformedException e) {
      problem = e.getMessage();
    }
    Capacity capacity =
        new Capacity(
            processors.online(),
            processors.affinity(),
            limits.processors(),
            memory.bytes(),
            limits.memoryBytes());
    if (!capacity.equals(Capacity.UNKNOWN)) {
      return Reading.partial(capacity, problem.isEmpty() && !limits.mounted() ? UNSEEN : problem);
    }
    return problem.isEmpty()
        ? Reading.absent(
            "neither "
                + files.shown("proc")
                + " nor "
                + files.shown("sys")
                + " shows processors or limits")
        : Reading.failed(problem);
  }
}
