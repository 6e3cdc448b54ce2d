package io.hostshift.agent;

import io.hostshift.notice.KernelEvents;
import io.hostshift.notice.Notice;
import io.hostshift.report.EventLog;
import io.hostshift.report.Journal;
import io.hostshift.report.Log;
import io.hostshift.report.MBeans;
import io.hostshift.source.Busyness;
import io.hostshift.source.Source;
import io.hostshift.tune.Tuner;
import io.hostshift.watch.BlockingStep;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.Match;
import io.hostshift.watch.NanoClock;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;

/** One agent from its start to its end: makes the parts, joins them, runs them, takes them out. */
final class RunningAgent {
  private static final long DETACH_SECONDS = 5;

  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final Log log;
  private final NanoClock clock = System::nanoTime;
  private final Duty duty;
  private MBeans mbeans;
  private final List<BlockingThread> blockingThreads = new ArrayList<>();
  private final AtomicBoolean hinted = new AtomicBoolean();
  private KernelEvents kernelEvents;
  private Notices notices;
  private Thread atExit;
  private PoolWatch pools;
  private final Followers followers = new Followers();
  private Setup setup;
  private List<Source> sources = new ArrayList<>();
  private volatile Answers answers;
  private Tuner tuner;
  private Settings settings;
  private HostWatcher watcher;
  private FlightWatch flight;
  private EventCommand onEvent;

  private RunningAgent(Configuration configuration, Instrumentation instrumentation, Log log) {
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    this.log = log;
    this.duty = new Duty(clock, log);
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
    List<Source> local = new ArrayList<>();
    List<Source> waiting = new ArrayList<>();
    sources = setup.sources();
    for (Source source : sources) {
      (source.blocking() ? waiting : local).add(source);
    }
    settings = new Settings(configuration, instrumentation, log);
    tuner = settings.tuner(setup.files(), clock, pools == null ? null : pools.sizes());
    Retuner retuner = new Retuner(tuner, clock, configuration.nanos(Key.MIN_RETUNE));
    EventLog events = new EventLog(configuration.number(Key.HISTORY));
    HostHistory hosts = new HostHistory(configuration.number(Key.HISTORY));
    Reporter reporter = new Reporter(events, hosts, log, journal(), followers);
    flight = new FlightWatch(instrumentation, log, clock);
    reporter.tell(flight);
    onEvent = setup.eventCommand();
    if (onEvent != null) {
      reporter.tell(onEvent);
      onEvent.start();
    }
    KeptProfile kept = new KeptProfile(path(Key.PROFILE), hosts, Clock.systemUTC(), log);
    Consequences consequences = new Consequences(retuner, events, reporter, kept);
    notices = new Notices(configuration, log);
    NoticeBoard board = notices.board(() -> tuner.observing() || tuner.killed());
    board.add(reporter);
    board.add(flight);
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
    kept.resume(watcher);
    // The size of the machine first: with headroom the JVM is still sized for the largest host.
    watcher.baseline(source -> source.name().equals("capacity"));
    tuner.look(watcher.profile());
    if (configuration.flag(Key.HEADROOM)) {
      tuner.retune(watcher.profile());
    }
    watcher.baseline(source -> true);
    consequences.begin(watcher.profile());
    kept.save(watcher.profile());
    waiting.addAll(setup.remote(watcher.profile()));
    String hypervisor = setup.hypervisor(watcher.profile());
    Interval interval = configuration.interval();
    BlockingWatch blocking = new BlockingWatch(waiting, clock, interval.leastNanos);
    Watching watching =
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
    for (BlockingStep step : blocking.steps()) {
      blockingThreads.add(BlockingThread.start(step, watcher, () -> takeAnswers(blocking), log));
    }
    kernelEvents = setup.kernelEvents(this::hint);
    notices.listen(setup.vmClock(local), news -> heard(news, board));
    finishAtExit();
    setup.lowerPriority();
    String startLine =
        StartLine.of(
            watcher.sources(),
            hypervisor,
            waiting.isEmpty() ? Telling.of(watcher.profile(), hypervisor) : null,
            configuration.text(Key.MODE),
            StartLine.pid());
    log.info(startLine);
    AgentControl control =
        new AgentControl(
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
    answers =
        new Answers(
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
    if (asked != null && asked.answer() != null) {
      answers.to(asked);
    }
    MBeanMoment moment = new MBeanMoment(instrumentation, startNanos);
    duty.run(
        () -> {
          // Before the MBeans' moment nothing of java.lang.management is to be loaded.
          if (mbeans != null) {
            flight.polling(watching.suspects());
          }
          long due = watching.take();
          followers.lookAgain();
          return mbeans == null ? Math.min(due, register(moment, control, events, reporter)) : due;
        });
  }

  private List<Long> threadIds() {
    List<Long> ids = new ArrayList<>();
    ids.add(Thread.currentThread().getId());
    for (BlockingThread thread : blockingThreads) {
      ids.add(thread.id());
    }
    ids.addAll(notices.threadIds());
    if (pools != null) {
      ids.add(pools.threadId());
    }
    if (kernelEvents != null) {
      ids.add(kernelEvents.threadId());
    }
    return ids;
  }

  private void takeAnswers(BlockingWatch blocking) {
    if (blocking.hasAnswers()) {
      duty.hurry();
    }
  }

  /**
   * What was announced may happen at once: polled now, and closely from now on. The sources that
   * wait are read as soon as they may, since what they know may have changed with it.
   */
  private void heard(List<Notice> news, NoticeBoard board) {
    for (BlockingThread thread : blockingThreads) {
      thread.hurry();
    }
    duty.order(() -> board.take(news));
    duty.hurry();
  }

  /** Something may have happened to the VM: everything is read soon, once for many hints. */
  private void hint(String reason) {
    if (log.debugs()) {
      log.debug("polls at once: " + reason);
    }
    for (BlockingThread thread : blockingThreads) {
      thread.hurry();
    }
    if (hinted.compareAndSet(false, true)) {
      duty.order(() -> hinted.set(false));
      duty.hurry();
    }
  }

  private Journal journal() {
    Path file = path(Key.JOURNAL);
    return file == null ? null : new Journal(file, configuration.bytes(Key.JOURNAL_MAX));
  }

  private Path path(Key key) {
    String file = configuration.text(key);
    return file == null ? null : new File(file).toPath();
  }

  private long register(
      MBeanMoment moment, AgentControl control, EventLog events, Reporter reporter) {
    if (!moment.hasCome(clock.nanos())) {
      return MBeanMoment.LOOK_AGAIN_NANOS;
    }
    MBeans registering = new MBeans(ManagementFactory.getPlatformMBeanServer());
    try {
      registering.register(control, events);
      reporter.notify(registering);
    } catch (JMException | RuntimeException e) {
      log.error("no MBeans, all else works: " + e);
    }
    mbeans = registering;
    return Long.MAX_VALUE;
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
    if (kernelEvents != null) {
      kernelEvents.stop();
    }
    stopPools();
    for (BlockingThread thread : blockingThreads) {
      thread.stop();
    }
    if (mbeans != null) {
      mbeans.unregister();
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
    for (Source source : sources) {
      if (source instanceof AutoCloseable) {
        try {
          ((AutoCloseable) source).close();
        } catch (Exception e) {
          log.warn("could not close the source " + source.name() + ": " + e);
        }
      }
    }
    setup.jna().close();
  }
}
