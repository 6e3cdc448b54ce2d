package io.hostshift.agent;

import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.base.Selection;
import io.hostshift.base.UnavailableException;
import io.hostshift.capture.RecordedSource;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.nativeaccess.ConfiguredProcessors;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.Nice;
import io.hostshift.notice.NoticeMode;
import io.hostshift.notice.Notices;
import io.hostshift.report.EventCommand;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Source;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.source.catalog.LocalSources;
import io.hostshift.source.catalog.RemoteSources;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.device.VmClockPage;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.kernel.Announce;
import io.hostshift.source.kernel.KernelEvents;
import io.hostshift.source.kernel.VmGeneration;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.MetadataEndpoints;
import io.hostshift.source.platform.PlatformFacts;
import io.hostshift.source.platform.PlatformTable;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.processor.ClockSampling;
import io.hostshift.source.processor.Cpuid;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the parts of an agent from its configuration; what cannot be had becomes one line. */
final class Setup {

  /**
   * One step behind the application, and no more: in a guest whose processors were all taken, a
   * nice value of 10 made polls wait for seconds, and a move was noticed late.
   */
  private static final int NICE = 1;

  private final Configuration configuration;
  private final Log log;
  private final GuestFiles files;
  private final Jna jna;
  private final Errands errands = new Errands(System::nanoTime);
  private final VmGeneration generation = VmGeneration.ofThisMachine();
  private LocalSources local;
  private Platform platform;
  private Map<String, Endpoint> services = Collections.emptyMap();

  Setup(Configuration configuration, Instrumentation instrumentation, Log log) {
    this(configuration, instrumentation, log, new GuestFiles(configuration.get(Key.ROOT)));
  }

  /**
   * @param files those below the root, which may have been unpacked elsewhere
   */
  Setup(Configuration configuration, Instrumentation instrumentation, Log log, GuestFiles files) {
    this.configuration = configuration;
    this.log = log;
    this.files = files;
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

  /** Looks at files that operators keep, and that may hang. */
  Errands errands() {
    return errands;
  }

  /** The processors that this machine is configured with; less than 1 if that cannot be told. */
  int configuredProcessors() {
    try {
      return files.live() ? ConfiguredProcessors.count(jna) : 0;
    } catch (UnavailableException e) {
      log.debug("the configured processors are not known: " + e.getMessage());
      return 0;
    }
  }

  /** In the order in which they are read. */
  List<Source> sources() {
    Selection selection = configuration.get(Key.SOURCES);
    local =
        LocalSources.of(
            files,
            jna,
            source -> selection.wants(source) || needed(source),
            selection::choices,
            configuration.get(Key.FILE),
            configuration.get(Key.PUBLISHED),
            errands);
    List<Source> sources = new ArrayList<>(local.all());
    for (Source recorded : recorded()) {
      if (selection.wants(recorded.name())) {
        sources.removeIf(source -> source.name().equals(recorded.name()));
        sources.add(recorded);
        sources.sort(Comparator.comparing(source -> SourceCatalog.NAMES.indexOf(source.name())));
      }
    }
    if (selection.wants(generation.name()) && files.live()) {
      sources.add(generation);
    }
    return sources;
  }

  private List<Source> recorded() {
    try {
      return RecordedSource.of(files);
    } catch (MalformedException e) {
      log.warn(RecordedSource.said(files, e));
      return Collections.emptyList();
    }
  }

  /** With headroom the JVM's own count of processors is the ceiling, and no measure of the host. */
  private boolean needed(String source) {
    return configuration.get(Key.HEADROOM) && source.equals(CapacitySource.NAME);
  }

  /** The page that vmclock has shown last; null where it is not among the {@link #sources}. */
  Supplier<VmClockPage> vmClock() {
    VmClock vmClock = local.vmClock();
    return vmClock == null ? null : vmClock::page;
  }

  /**
   * Where this is; looked for once, since a VM takes its kind of hypervisor along.
   *
   * @param profile with what the local sources have said
   */
  Platform platform(HostProfile profile) {
    if (platform == null) {
      Identifier signature = profile.identifier(Cpuid.HYPERVISOR);
      platform =
          PlatformTable.recognise(
              PlatformFacts.read(
                  files,
                  signature == null ? "" : signature.value(),
                  files.live() ? System.getProperty("os.arch") : ""));
    }
    return platform;
  }

  /** One look at the kernel's clock; whoever switches CPUID off wants no native code for it. */
  String clock() {
    boolean bare = !configuration.get(Key.SOURCES).wants(Cpuid.NAME);
    try {
      return ClockSampling.reading(files, bare ? null : jna);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not looked at: interrupted";
    }
  }

  /**
   * Those beyond the machine's own files.
   *
   * @param profile with what those have said
   */
  List<Source> remote(HostProfile profile) {
    Platform here = platform(profile);
    services =
        MetadataEndpoints.of(
            configuration.get(Key.METADATA), configuration.get(Key.SOURCES), here, files.live());
    return new RemoteSources(
            configuration.get(Key.SOURCES), services, configuration.get(Key.COMMAND), files.live())
        .sources(here);
  }

  /**
   * Listens for hints that a poll is worth while; null beside a guest's copied files.
   *
   * @param hint gets a reason in words, on another thread
   */
  KernelEvents kernelEvents(Consumer<String> hint) {
    boolean off = configuration.get(Key.NOTICES) == NoticeMode.OFF;
    Announce announce = local.announce();
    boolean wanted =
        !off || announce != null || configuration.get(Key.SOURCES).wants(VmGeneration.NAME);
    return files.live() && wanted
        ? KernelEvents.listen(jna, generation, announce, off ? ignored -> {} : hint)
        : null;
  }

  /** What is run after each event; null for nothing. */
  EventCommand eventCommand() {
    List<String> argv = configuration.get(Key.ON_EVENT);
    if (argv == null) {
      return null;
    }
    ChildProcess child = ChildProcess.ofOperator(EventCommand.LIMIT_NANOS);
    return new EventCommand(argv, child::run, log);
  }

  /** The channels of notices. */
  Notices notices() {
    return new Notices(configuration.get(Key.NOTICES), files.live(), log);
  }

  /**
   * Where the clouds' metadata services are asked, by the name of the cloud; empty before {@link
   * #remote}.
   */
  Map<String, Endpoint> services() {
    return services;
  }

  /** Of the calling thread: watching must not take time from the application. */
  void lowerPriority() {
    if (!files.live()) {
      return;
    }
    try {
      Nice.lower(jna, NICE);
    } catch (UnavailableException e) {
      log.debug("the agent's thread keeps its priority: " + e.getMessage());
    }
  }
}
