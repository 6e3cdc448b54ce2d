package io.hostshift.agent;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.Nice;
import io.hostshift.notice.KernelEvents;
import io.hostshift.notice.VmGeneration;
import io.hostshift.report.Log;
import io.hostshift.source.GuestFiles;
import io.hostshift.source.HypervisorFacts;
import io.hostshift.source.HypervisorTable;
import io.hostshift.source.Source;
import io.hostshift.source.SourceCatalog;
import io.hostshift.source.StealTime;
import io.hostshift.tune.FlightRecording;
import io.hostshift.tune.Levers;
import io.hostshift.tune.Measurement;
import io.hostshift.tune.Peaks;
import io.hostshift.tune.Repair;
import io.hostshift.tune.Rules;
import io.hostshift.tune.RulesFile;
import io.hostshift.tune.StealWindow;
import io.hostshift.tune.Supply;
import io.hostshift.watch.NanoClock;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes the parts of an agent from its configuration; what cannot be had becomes one line. */
final class Setup {

  /** Beside a busy application it still gets its turn, some milliseconds later. */
  private static final int NICE = 10;

  /** Steal comes and goes; a minute of it is worth following. */
  private static final long STEAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final Log log;
  private final GuestFiles files;
  private final Jna jna;
  private final VmGeneration generation = VmGeneration.ofThisMachine();

  Setup(Configuration configuration, Instrumentation instrumentation, Log log) {
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    this.log = log;
    this.files = new GuestFiles(new File(configuration.text(Key.ROOT)));
    this.jna = new Jna(instrumentation);
  }

  /** The files of the guest. */
  GuestFiles files() {
    return files;
  }

  /** Native calls, for whoever finds them loaded already or cannot do without. */
  Jna jna() {
    return jna;
  }

  /** In the order in which they are read. */
  List<Source> sources() {
    List<String> known = new ArrayList<>(SourceCatalog.NAMES);
    known.add(generation.name());
    known.addAll(Remote.NAMES);
    Selection selection = selection(Key.SOURCES, known);
    String operatorFile = configuration.text(Key.FILE);
    List<Source> sources =
        SourceCatalog.local(
            files,
            jna,
            selection::wants,
            selection::choices,
            operatorFile == null ? null : new File(operatorFile));
    if (selection.wants(generation.name()) && files.live()) {
      sources.add(generation);
    }
    return sources;
  }

  /** The short name of the hypervisor, "unknown" if nothing tells. */
  String hypervisor(HostProfile profile) {
    Identifier signature = profile.identifier("cpuid.hypervisor");
    return HypervisorTable.recognise(
        HypervisorFacts.read(files, signature == null ? "" : signature.value()));
  }

  /**
   * Those beyond the machine's own files.
   *
   * @param profile with what those have said
   */
  List<Source> remote(HostProfile profile) {
    return new Remote(configuration, log).sources(profile);
  }

  /**
   * Listens for hints that a poll is worth while; null beside a guest's copied files.
   *
   * @param hint gets a reason in words, on another thread
   */
  KernelEvents kernelEvents(Consumer<String> hint) {
    boolean off = configuration.text(Key.NOTICES).equals("off");
    boolean wanted = !off || configuration.selection(Key.SOURCES).wants("vmgenid");
    return files.live() && wanted
        ? KernelEvents.listen(jna, generation, off ? ignored -> {} : hint)
        : null;
  }

  /** Of the calling thread: watching must not take time from the application. */
  void lowerPriority() {
    if (!files.live()) {
      return;
    }
    try {
      Nice.set(jna, NICE);
    } catch (io.hostshift.nativeaccess.UnavailableException e) {
      log.debug("the agent's thread keeps its priority: " + e.getMessage());
    }
  }

  Levers levers() {
    Selection selection = selection(Key.SETTINGS, Levers.NAMES);
    Levers levers;
    try {
      HotSpot hotspot = HotSpot.open(instrumentation);
      levers = Levers.of(hotspot, instrumentation, selection::wants, headroom(hotspot));
    } catch (UnavailableException e) {
      log.warn("settings stay as they are, moves are still noticed: " + e.getMessage());
      levers = Levers.without(e.getMessage(), selection::wants);
    }
    levers.measurement(repairs(selection.choices(Measurement.NAME)));
    return levers;
  }

  /** The parts that were picked; all where none was, or one that is not there. */
  private List<Repair> repairs(Set<String> picked) {
    List<Repair> repairs = new ArrayList<>(Arrays.asList(new Peaks(), new FlightRecording()));
    List<String> known = new ArrayList<>();
    for (Repair repair : repairs) {
      known.add(Measurement.NAME + ":" + repair.name());
    }
    for (String name : picked) {
      if (!known.contains(Measurement.NAME + ":" + name)) {
        complain(Key.SETTINGS, Measurement.NAME + ":" + name, known);
        return repairs;
      }
    }
    repairs.removeIf(repair -> !picked.isEmpty() && !picked.contains(repair.name()));
    return repairs;
  }

  private boolean headroom(HotSpot hotspot) {
    if (!configuration.flag(Key.HEADROOM)) {
      return false;
    }
    boolean ceiling =
        hotspot.flag("ActiveProcessorCount") != null
            && hotspot.flag("ActiveProcessorCount").origin().explicit();
    if (!ceiling) {
      log.warn("headroom=true needs -XX:ActiveProcessorCount=CEILING on the command line as well");
    }
    return ceiling;
  }

  Rules rules() {
    String file = configuration.text(Key.RULES);
    if (file == null) {
      return Rules.NONE;
    }
    try {
      return RulesFile.read(new File(file), Levers.NUMBERS);
    } catch (IOException e) {
      log.error("rules are not used: " + e.getMessage());
      return Rules.NONE;
    }
  }

  /** How many processors there are; what no rule asks for is not measured. */
  Supply supply(Rules rules, NanoClock clock) {
    if (rules.askEntitlement()) {
      log.warn("rules name the entitlement, which this VM does not show: it counts as os");
    }
    StealMeter steal = null;
    if (rules.measureSteal()) {
      GuestFiles files = new GuestFiles(new File(configuration.text(Key.ROOT)));
      steal = new StealMeter(new StealTime(files), new StealWindow(STEAL_NANOS), clock);
    }
    return new Supplied(
        new SystemProcessors(() -> Runtime.getRuntime().availableProcessors()),
        OptionalDouble::empty,
        steal);
  }

  /** All that are safe where a name is not there: a bad value means the default. */
  private Selection selection(Key key, List<String> known) {
    Selection selection = configuration.selection(key);
    String unknown = selection.unknown(known);
    if (unknown == null) {
      return selection;
    }
    complain(key, unknown, known);
    return Selection.parse("");
  }

  private void complain(Key key, String unknown, List<String> known) {
    log.error(
        configuration.origin(key)
            + ": "
            + key.key
            + " names "
            + unknown
            + ", which is not there; accepted is "
            + String.join(", ", known)
            + "; going on with all that are safe");
  }
}
