package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Interval;
import io.hostshift.config.Key;
import io.hostshift.config.Problem;
import io.hostshift.notice.JoinedNotices;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.report.EventCommand;
import io.hostshift.report.EventLog;
import io.hostshift.report.Journal;
import io.hostshift.report.OwnCpu;
import io.hostshift.report.jfr.FlightWatch;
import io.hostshift.report.jmx.MBeanMoment;
import io.hostshift.source.Source;
import io.hostshift.source.capacity.Busyness;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.tune.Retuner;
import io.hostshift.tune.Tuner;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.KeptProfile;
import io.hostshift.watch.Match;
import io.hostshift.watch.Telling;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One agent from its start to its end: makes the parts, joins them, runs them, takes them out. */
final class RunningAgent {
  private static final long DETACH_SECONDS = 5;

  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final Log log;
  private final NanoClock clock = System::nanoTime;
  private final Duty duty;
  private final Triggers triggers;
  private final Followers followers = new Followers();
  private final EventLog events;
  private final HostHistory hosts;
  private final List<Source> local = new ArrayList<>();
  private final List<Source> waiting = new ArrayList<>();

  // From here on they are made on the agent's own thread, in this order.
  private PoolWatch pools;
  private Setup setup;
  private Settings settings;
  private Tuner tuner;
  private Retuner retuner;
  private FlightWatch flight;
  private EventCommand onEvent;
  private Reporter reporter;
  private KeptProfile kept;
  private Consequences consequences;
  private Notices notices;
  private NoticeBoard board;
  private HostWatcher watcher;
  private BlockingWatch blocking;
  private Watching watching;
  private Thread atExit;
  private Registration registration;
  private volatile Answers answers;

  private RunningAgent(Configuration configuration, Instrumentation instrumentation, Log log) {
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    this.log = log;
    this.duty = new Duty(clock, log);
    this.triggers = new Triggers(duty, log);
    this.events = new EventLog(configuration.number(Key.HISTORY));
    this.hosts = new HostHistory(configuration.number(Key.HISTORY));
  }

  static RunningAgent create(Instrumentation instrumentation, String arguments) {
    Configuration configuration =
        ConfigurationReader.read(arguments, System.getProperties(), System.getenv());
    // Not System.err: the application may have put a stream of its own there.
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    Log log = new Log(err, Log.Level.named(configuration.text(Key.LOG)));
    for (Problem problem : configuration.problems()) {
      log.error(problem.toString());
    }
    return new RunningAgent(configuration, instrumentation, log);
  }

  /**
   * Works on the calling thread until it is detached.
   *
   * @param asked by whom it is to be answered when it has started; may be null
   */
  void run(Request asked) {
    pools = PoolWatch.start(configuration, instrumentation, log);
    try {
      work(asked);
    } finally {
      // Also where the agent could not start: no hook stays without it.
      stopPools();
    }
  }

  private void stopPools() {
    if (pools != null) {
      pools.stop();
    }
  }

  private void work(Request asked) {
    long startNanos = clock.nanos();
    long startMillis = System.currentTimeMillis();
    setup = new Setup(configuration, instrumentation, log);
    for (Source source : setup.sources()) {
      (source.blocking() ? waiting : local).add(source);
    }
    makeSettings();
    makeReports();
    makeWatcher();
    takeBaseline();
    String hypervisor = setup.hypervisor(watcher.profile());
    beginToWatch(hypervisor);
    String startLine = startLine(hypervisor);
    log.info(startLine);
    AgentControl control = control(hypervisor);
    answers = answers(control, startLine, startMillis);
    if (asked != null && asked.answer() != null) {
      answers.to(asked);
    }
    registration = new Registration(new MBeanMoment(instrumentation, startNanos), reporter, log);
    duty.run(
        () -> {
          if (registration.done()) {
            flight.polling(watching.suspects());
          }
          long due = watching.take();
          followers.lookAgain();
          return Math.min(due, registration.take(clock.nanos(), control, events));
        });
  }

  private void makeSettings() {
    settings = new Settings(configuration, instrumentation, log);
    tuner = settings.tuner(setup.files(), clock, pools == null ? null : pools.sizes());
    retuner = new Retuner(tuner, clock, configuration.nanos(Key.MIN_RETUNE));
  }

  private void makeReports() {
    reporter = new Reporter(events, hosts, log, journal(), followers);
    flight = new FlightWatch(instrumentation, log, clock);
    reporter.tell(flight);
    onEvent = setup.eventCommand();
    if (onEvent != null) {
      reporter.tell(onEvent);
      onEvent.start();
    }
    kept = new KeptProfile(path(Key.PROFILE), hosts, Clock.systemUTC(), log);
    notices = new Notices(configuration, log);
    board = notices.board(() -> tuner.observing() || tuner.killed());
    board.add(reporter);
    board.add(flight);
  }

  private void makeWatcher() {
    consequences = new Consequences(retuner, events, reporter, kept);
    watcher =
        new HostWatcher(
            local,
            clock,
            Clock.systemUTC(),
            configuration.nanos(Key.SETTLE),
            Match.valueOf(configuration.text(Key.MATCH).toUpperCase(Locale.ROOT)),
            hosts,
            new JoinedNotices(board, consequences));
    board.watch(watcher);
  }

  private void takeBaseline() {
    kept.resume(watcher);
    // The size of the machine first: with headroom the JVM is still sized for the largest host.
    watcher.baseline(source -> source.name().equals(CapacitySource.NAME));
    tuner.look(watcher.profile());
    if (configuration.flag(Key.HEADROOM)) {
      tuner.retune(watcher.profile());
    }
    watcher.baseline(source -> true);
    consequences.begin(watcher.profile());
    kept.save(watcher.profile());
    waiting.addAll(setup.remote(watcher.profile()));
  }

  private void beginToWatch(String hypervisor) {
    Interval interval = configuration.interval();
    blocking = new BlockingWatch(waiting, clock, interval.leastNanos);
    watching =
        new Watching(
            watcher,
            blocking,
            tuner,
            consequences,
            interval.schedule(),
            new Busyness(setup.files()),
            hypervisor,
            notices,
            board,
            !configuration.isSet(Key.INTERVAL) && !configuration.isSet(Key.DEADLINE),
            clock);
    if (configuration.isSet(Key.RULES)) {
      tuner.retune(watcher.profile());
    }
    triggers.await(blocking, watcher);
    triggers.listen(setup);
    notices.listen(setup.vmClock(), news -> triggers.heard(news, board));
    finishAtExit();
    setup.lowerPriority();
  }

  private String startLine(String hypervisor) {
    return StartLine.of(
        watcher.sources(),
        hypervisor,
        waiting.isEmpty() ? Telling.of(watcher.profile(), hypervisor) : null,
        configuration.text(Key.MODE),
        StartLine.pid());
  }

  private AgentControl control(String hypervisor) {
    return new AgentControl(
        duty,
        watching,
        watcher,
        blocking,
        tuner,
        pools,
        retuner,
        events,
        hosts,
        board,
        hypervisor,
        configuration.flag(Key.SIMULATE),
        new OwnCpu(threadIds()));
  }

  private List<Long> threadIds() {
    List<Long> ids = new ArrayList<>();
    ids.add(Thread.currentThread().getId());
    ids.addAll(triggers.threadIds());
    ids.addAll(notices.threadIds());
    if (pools != null) {
      ids.add(pools.threadId());
    }
    return ids;
  }

  private Answers answers(AgentControl control, String startLine, long startMillis) {
    return new Answers(
        new StatusFacts(
            configuration,
            control,
            events,
            log,
            () -> watching.model().reason(),
            startLine,
            startMillis),
        followers,
        new HookCalls(notices, configuration.flag(Key.VETO), duty, log),
        log);
  }

  private Journal journal() {
    Path file = path(Key.JOURNAL);
    return file == null ? null : new Journal(file, configuration.bytes(Key.JOURNAL_MAX));
  }

  private Path path(Key key) {
    String file = configuration.text(key);
    return file == null ? null : new File(file).toPath();
  }

  /**
   * @return whether the agent goes on running
   */
  boolean carryOut(Request request) {
    if (request.command().equals("detach")) {
      detach(request);
      return false;
    }
    Answers ready = answers;
    if (request.answer() == null) {
      log.error("there is no command @" + request.command() + " without a file for its answer");
    } else if (ready == null) {
      Answers.refuse(request, "is still starting; try again", log);
    } else {
      ready.to(request);
    }
    return true;
  }

  /**
   * An event that is open is written down before the JVM ends, or the agent; and no hypervisor is
   * left waiting for it.
   */
  private void finishAtExit() {
    boolean writes = configuration.isSet(Key.JOURNAL) || configuration.isSet(Key.PROFILE);
    if (writes || notices.registers()) {
      atExit =
          new Thread(
              () -> {
                duty.orderAndWait(watcher::finish, 1);
                notices.stop();
              },
              "hostshift-exit");
      atExit.setContextClassLoader(null);
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  /** Ends the agent and puts everything back; from any thread but its own. */
  private void detach(Request request) {
    if (notices != null) {
      notices.stop();
    }
    duty.orderAndWait(
        () -> {
          watcher.finish();
          tuner.restore(watcher.profile());
        },
        DETACH_SECONDS);
    boolean ended = duty.stop(DETACH_SECONDS);
    triggers.stop();
    stopPools();
    if (registration != null) {
      registration.undo();
    }
    if (flight != null) {
      flight.stop();
    }
    if (onEvent != null) {
      onEvent.stop();
    }
    if (atExit != null) {
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    followers.end();
    Remains remains = new Remains(ended, tuner.statuses());
    if (ended) {
      release();
    }
    log.info(
        ended
            ? "detached; every setting is as it was at the start"
            : "detached; its thread is still in a read that has not returned");
    if (request.answer() != null) {
      Answers.detached(request, remains, log);
    }
  }

  /** What the system gave us: open files, mapped memory, and the thread that JNA keeps. */
  private void release() {
    settings.close();
    closeAll(local);
    closeAll(waiting);
    setup.jna().close();
  }

  private void closeAll(List<Source> sources) {
    for (Source source : sources) {
      try {
        source.close();
      } catch (RuntimeException | LinkageError e) {
        log.warn("could not close the source " + source.name() + ": " + e);
      }
    }
  }
}
