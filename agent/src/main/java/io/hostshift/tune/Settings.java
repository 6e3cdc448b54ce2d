package io.hostshift.tune;

import io.hostshift.base.Deputy;
import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.base.Selection;
import io.hostshift.base.Trouble;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.WriteWitness;
import io.hostshift.source.capacity.StealTime;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.tune.memory.HeapSetting;
import io.hostshift.tune.memory.JvmMemory;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.processor.Entitlement;
import io.hostshift.tune.processor.LoneStart;
import io.hostshift.tune.processor.StatedNumbers;
import io.hostshift.tune.processor.StealMeter;
import io.hostshift.tune.processor.StealWindow;
import io.hostshift.tune.processor.Supplied;
import io.hostshift.tune.processor.SystemProcessors;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.ThisJvm;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Makes what tunes this JVM; what cannot be had becomes one line. */
public final class Settings {
  /** Steal comes and goes; what lasts a minute is worth following. */
  private static final long STEAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Selection selection;
  private final boolean headroom;
  private final boolean follows;
  private final Instrumentation instrumentation;
  private final JvmMemory memory;
  private final WriteWitness witness;
  private final Errands errands;
  private final Log log;

  /** Null where this JVM has none, or its levers were not made yet. */
  private HotSpot hotspot;

  /**
   * @param selection the settings that are wanted, and the levers that were picked
   * @param headroom whether the JVM was started for the largest host
   * @param follows whether the heap follows the memory
   * @param memory of this JVM
   * @param witness is told of each write into the JVM's memory before it is made
   * @param errands looks at files that rules name
   */
  public Settings(
      Selection selection,
      boolean headroom,
      boolean follows,
      JvmMemory memory,
      Instrumentation instrumentation,
      WriteWitness witness,
      Errands errands,
      Log log) {
    this.selection = selection;
    this.headroom = headroom;
    this.follows = follows;
    this.memory = memory;
    this.instrumentation = instrumentation;
    this.witness = witness;
    this.errands = errands;
    this.log = log;
  }

  /**
   * The tuner of this JVM, which has yet to be told of a host.
   *
   * @param files of the guest, from which more is read where a rule asks for it
   * @param configured the processors that this machine is configured with; less than 1 if unknown
   * @param pools null if they are off
   * @param deputy calls what may start threads of the application's
   */
  public Tuner tuner(
      Rules rules,
      KillSwitch killSwitch,
      GuestFiles files,
      IntSupplier configured,
      NanoClock clock,
      PoolSizes pools,
      Deputy deputy) {
    Levers levers = levers(pools, deputy, files.live());
    LoneStart start = LoneStart.of(hotspot, configured);
    return new Tuner(levers, rules, supply(rules, files, clock, start), killSwitch::on);
  }

  /** Lets go of the JVM's memory, once no setting is looked at any more. */
  public void close() {
    if (hotspot != null) {
      hotspot.close();
    }
  }

  Levers levers(PoolSizes pools, Deputy deputy, boolean live) {
    String closed = null;
    ThisJvm jvm;
    try {
      hotspot = HotSpot.open(instrumentation, witness);
      memory.open(hotspot);
      jvm = ThisJvm.open(hotspot, instrumentation).asked(selection, headroom(hotspot));
    } catch (UnavailableException e) {
      closed = e.getMessage();
      jvm = ThisJvm.closed(e.getMessage(), instrumentation).asked(selection, headroom);
    }
    boolean heap = follows && jvm.wants(HeapSetting.TYPE);
    Levers levers =
        Levers.of(
            jvm.onHostBelow(!live)
                .with(pools)
                .calledBy(deputy)
                .withHeap(heap ? memory.heap(headroom, log) : null));
    if (closed != null) {
      log.warn(
          "settings stay as they are, moves are still noticed: "
              + closed
              + (levers.hooksProcessors() ? "; hooks answer for processors alone" : ""));
    }
    levers.refusals().forEach(log::warn);
    String kept = jvm.headroom() && jvm.hotspot() != null ? levers.keptThreads() : "";
    if (!kept.isEmpty()) {
      log.warn(
          "headroom=true costs more than it gives here, the collector keeps the threads of the"
              + " ceiling: "
              + kept);
    }
    return levers;
  }

  private boolean headroom(HotSpot hotspot) {
    if (!headroom) {
      return false;
    }
    boolean ceiling =
        hotspot.flag("ActiveProcessorCount") != null
            && hotspot.flag("ActiveProcessorCount").origin().explicit();
    if (!ceiling && !(follows && memory.namesHeap())) {
      log.warn("headroom=true needs -XX:ActiveProcessorCount=CEILING on the command line as well");
    }
    return ceiling;
  }

  private Supply supply(Rules rules, GuestFiles files, NanoClock clock, LoneStart start) {
    Entitlement entitlement = rules.askEntitlement() ? new Entitlement(files) : null;
    if (entitlement != null && !entitlement.processors().isPresent()) {
      log.warn("rules name the entitlement, but this VM shows no cap: it counts as os");
    }
    StealMeter steal =
        rules.measureSteal()
            ? new StealMeter(new StealTime(files), new StealWindow(STEAL_NANOS), clock)
            : null;
    return new Supplied(
        new SystemProcessors(() -> Runtime.getRuntime().availableProcessors()),
        entitlement,
        steal,
        new StatedNumbers(System::getenv, errands, this::rulesTrouble),
        start);
  }

  /** Of one number that a rule names. */
  private Consumer<String> rulesTrouble() {
    Trouble trouble = new Trouble(log);
    return fault -> {
      if (fault.isEmpty()) {
        trouble.over();
      } else {
        trouble.begins("rules: " + fault);
      }
    };
  }
}
