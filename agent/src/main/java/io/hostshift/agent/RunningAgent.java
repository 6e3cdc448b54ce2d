package io.hostshift.agent;

import io.hostshift.answer.Answers;
import io.hostshift.answer.HookCalls;
import io.hostshift.answer.Remains;
import io.hostshift.answer.Request;
import io.hostshift.answer.StatusFacts;
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
import io.hostshift.notice.Notices;
import io.hostshift.report.Consequences;
import io.hostshift.report.EventLog;
import io.hostshift.report.OwnCpu;
import io.hostshift.report.StartLine;
import io.hostshift.source.Source;
import io.hostshift.source.capacity.Busyness;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.tune.Tuner;
import io.hostshift.tune.pool.PoolWatch;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.KeptProfile;
import io.hostshift.watch.Schedule;
import io.hostshift.watch.Telling;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One agent from its start to its end: makes the parts, joins them, runs them, takes them out. */
final class RunningAgent {
  private static final long DETACH_SECONDS = 5;

  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final Log log;
  private final NanoClock clock = System::nanoTime;
  private final Duty duty;
  private final Triggers triggers;
  private final EventLog events;
  private final HostHistory hosts;
  private final List<Source> local = new ArrayList<>();
  private final List<Source> waiting = new ArrayList<>();

  // From here on they are made on the agent's own thread, in this order.
  private PoolWatch pools;
  private Setup setup;
  private Retuning retuning;
  private Outlets outlets;
  private KeptProfile kept;
  private Consequences consequences;
  private Notices notices;
  private NoticeBoard board;
  private HostWatcher watcher;
  private BlockingWatch blocking;
  private Watching watching;
  private AtExit atExit;
  private volatile Answers answers;

  private RunningAgent(Configuration configuration, Instrumentation instrumentation, Log log) {
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    this.log = log;
    this.duty = new Duty(clock, log);
    this.triggers = new Triggers(duty, log);
    this.events = new EventLog(configuration.get(Key.HISTORY));
    this.hosts = new HostHistory(configuration.get(Key.HISTORY));
  }

  static RunningAgent create(Instrumentation instrumentation, String arguments) {
    Configuration configuration =
        ConfigurationReader.read(arguments, System.getProperties(), System.getenv());
    // Not System.err: the application may have put a stream of its own there.
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    Log log = new Log(err, configuration.get(Key.LOG));
    say(configuration.problems(), log);
    return new RunningAgent(configuration, instrumentation, log);
  }

  static void say(List<Problem> problems, Log log) {
    for (Problem problem : problems) {
      log.error(problem.toString());
    }
  }

  /**
   * Works on the calling thread until it is detached.
   *
   * @param asked by whom it is to be answered when it has started; may be null
   */
  void run(Request asked) {
    Key.PoolsMode wanted = configuration.get(Key.POOLS);
    if (wanted != Key.PoolsMode.OFF) {
      pools = PoolWatch.start(instrumentation, wanted == Key.PoolsMode.RESIZE, log);
    }
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
    long startMillis = System.currentTimeMillis();
    setup = new Setup(configuration, instrumentation, log);
    for (Source source : setup.sources()) {
      (source.blocking() ? waiting : local).add(source);
    }
    retuning = new Retuning(configuration, instrumentation, setup.files(), pools, clock, log);
    outlets =
        new Outlets(
            configuration, instrumentation, events, hosts, setup.eventCommand(), clock, log);
    makeNotices();
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
    duty.run(
        () -> {
          outlets.polling(watching);
          long due = watching.take();
          return Math.min(due, outlets.polled(clock, control));
        });
  }

  private void makeNotices() {
    Tuner tuner = retuning.tuner();
    notices = setup.notices();
    board =
        notices.board(
            configuration.isSet(Key.PREPARE),
            () -> tuner.observing() || tuner.killed(),
            configuration.get(Key.SETTLE),
            configuration.get(Key.HISTORY));
    outlets.hear(board);
  }

  private void makeWatcher() {
    File profile = configuration.get(Key.PROFILE);
    kept =
        new KeptProfile(profile == null ? null : profile.toPath(), hosts, Clock.systemUTC(), log);
    consequences = new Consequences(retuning.retuner(), events, outlets.reporter(), kept);
    watcher =
        new HostWatcher(
            local,
            clock,
            Clock.systemUTC(),
            configuration.get(Key.SETTLE),
            configuration.get(Key.MATCH),
            hosts,
            new JoinedNotices(board, consequences));
    board.watch(watcher);
  }

  private void takeBaseline() {
    kept.resume(watcher);
    // The size of the machine first: with headroom the JVM is still sized for the largest host.
    watcher.baseline(source -> source.name().equals(CapacitySource.NAME));
    retuning.tuner().look(watcher.profile());
    // A JVM that does not see its limit is tuned to it at once; below another root none is its own.
    boolean miscounted = setup.files().live() && retuning.tuner().miscounted();
    if (configuration.get(Key.HEADROOM) || miscounted) {
      retuning.tuner().retune(watcher.profile());
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
            retuning.tuner(),
            consequences,
            new Schedule(interval.leastNanos, interval.mostNanos),
            new Busyness(setup.files()),
            hypervisor,
            notices,
            board,
            !configuration.isSet(Key.INTERVAL) && !configuration.isSet(Key.DEADLINE),
            clock);
    if (configuration.isSet(Key.RULES)) {
      retuning.tuner().retune(watcher.profile());
    }
    triggers.await(blocking, watcher);
    triggers.listen(setup);
    boolean azure = configuration.isSet(Key.NOTICES) || configuration.isSet(Key.METADATA);
    notices.listen(setup.vmClock(), setup.services(), azure, news -> triggers.heard(news, board));
    if (configuration.isSet(Key.JOURNAL)
        || configuration.isSet(Key.PROFILE)
        || notices.registers()) {
      atExit = AtExit.register(duty, watcher, notices);
    }
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
        pools,
        retuning,
        events,
        hosts,
        board,
        hypervisor,
        configuration.get(Key.SIMULATE),
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
            retuning.killSwitch(),
            control,
            events,
            log,
            () -> watching.model().reason(),
            startLine,
            startMillis),
        outlets.followers(),
        new HookCalls(notices, configuration.get(Key.VETO), duty, clock, log),
        log);
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

  /** Ends the agent and puts everything back; from any thread but its own. */
  private void detach(Request request) {
    if (notices != null) {
      notices.stop();
    }
    duty.orderAndWait(
        () -> {
          watcher.finish();
          retuning.tuner().restore(watcher.profile());
        },
        DETACH_SECONDS);
    boolean ended = duty.stop(DETACH_SECONDS);
    triggers.stop();
    stopPools();
    if (outlets != null) {
      outlets.stop();
    }
    if (atExit != null) {
      atExit.unregister();
    }
    Remains remains = new Remains(ended, retuning.tuner().statuses());
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
    retuning.close();
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
