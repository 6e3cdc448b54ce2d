package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.base.Scribe;
import io.hostshift.config.Configuration;
import io.hostshift.config.Interval;
import io.hostshift.config.Key;
import io.hostshift.host.Platform;
import io.hostshift.notice.JoinedNotices;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.notice.Notices;
import io.hostshift.report.Bequest;
import io.hostshift.report.Consequences;
import io.hostshift.report.EventLog;
import io.hostshift.report.StartLine;
import io.hostshift.source.Source;
import io.hostshift.source.capacity.Busyness;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.KeptProfile;
import io.hostshift.watch.Schedule;
import io.hostshift.watch.Telling;
import java.io.File;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * All that watches the host and hears notices, joined as the configuration says. Made on the
 * agent's thread; when it is made, the first look is over.
 */
final class Lookout {
  private final Configuration configuration;
  private final Setup setup;
  private final Retuning retuning;
  private final Outlets outlets;
  private final EventLog events;
  private final HostHistory hosts;
  private final Duty duty;
  private final NanoClock clock;
  private final Bequest bequest;
  private final Log log;
  private final Triggers triggers;
  private final List<Source> local = new ArrayList<>();
  private final List<Source> waiting = new ArrayList<>();
  private final Platform platform;
  private KeptProfile kept;
  private Consequences consequences;
  private Notices notices;
  private NoticeBoard board;
  private HostWatcher watcher;
  private BlockingWatch blocking;
  private Watching watching;
  private AtExit atExit;
  private boolean deaf;

  /**
   * @param bequest of the agent that was here before; null for none
   */
  Lookout(
      Configuration configuration,
      Setup setup,
      Retuning retuning,
      Outlets outlets,
      EventLog events,
      HostHistory hosts,
      Duty duty,
      NanoClock clock,
      Bequest bequest,
      Log log) {
    this.bequest = bequest;
    this.configuration = configuration;
    this.setup = setup;
    this.retuning = retuning;
    this.outlets = outlets;
    this.events = events;
    this.hosts = hosts;
    this.duty = duty;
    this.clock = clock;
    this.log = log;
    this.triggers = new Triggers(duty, log);
    for (Source source : setup.sources()) {
      (source.blocking() ? waiting : local).add(source);
    }
    makeNotices();
    makeWatcher();
    takeBaseline();
    platform = setup.platform(watcher.profile());
    beginToWatch();
  }

  private void makeNotices() {
    notices = setup.notices();
    board =
        notices.board(
            configuration.isSet(Key.PREPARE) ? retuning.memory().release() : null,
            retuning.tuner()::handsOff,
            configuration.get(Key.SETTLE),
            configuration.get(Key.HISTORY));
    outlets.hear(board);
  }

  private void makeWatcher() {
    File profile = configuration.get(Key.PROFILE);
    kept =
        new KeptProfile(profile == null ? null : profile.toPath(), hosts, Clock.systemUTC(), log);
    consequences =
        new Consequences(
            retuning.retuner(), events, outlets.reporter(), kept, retuning.memory().outgrowth());
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
    if (bequest == null) {
      kept.resume(watcher);
    } else {
      kept.takeOver(watcher);
      watcher.resume(bequest.kept(), events.count());
    }
    // The size of the machine first: with headroom the JVM is still sized for the largest host.
    watcher.baseline(source -> source.name().equals(CapacitySource.NAME));
    retuning.tuner().look(watcher.profile());
    // A JVM that does not see its limit is tuned to it at once; below another root none is its own.
    boolean miscounted = setup.files().live() && retuning.tuner().miscounted();
    boolean follows = configuration.get(Key.MEMORY) == Key.MemoryMode.FOLLOW;
    if (configuration.get(Key.HEADROOM) || follows || miscounted) {
      retuning.tuner().retune(watcher.profile());
    }
    watcher.baseline(source -> true);
    consequences.begin(watcher.profile());
    kept.save(watcher.profile());
    waiting.addAll(setup.remote(watcher.profile()));
  }

  private void beginToWatch() {
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
            platform.hypervisor(),
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
      atExit = AtExit.register(duty, watcher, notices, scribes());
    }
    setup.lowerPriority();
  }

  String startLine() {
    return StartLine.of(
        watcher.sources(),
        platform.hypervisor(),
        Telling.of(watcher.profile(), platform).wouldNotice(),
        !waiting.isEmpty(),
        configuration.text(Key.MODE),
        StartLine.pid());
  }

  /** Those who write to a place that may hang. */
  List<Scribe> scribes() {
    List<Scribe> scribes = new ArrayList<>(outlets.scribes());
    scribes.add(kept.scribe());
    return scribes;
  }

  Platform platform() {
    return platform;
  }

  HostWatcher watcher() {
    return watcher;
  }

  BlockingWatch blocking() {
    return blocking;
  }

  Watching watching() {
    return watching;
  }

  Notices notices() {
    return notices;
  }

  NoticeBoard board() {
    return board;
  }

  /** The numbers of the Java threads that it has started. */
  List<Long> threadIds() {
    List<Long> ids = new ArrayList<>(triggers.threadIds());
    ids.addAll(notices.threadIds());
    return ids;
  }

  /** No hypervisor waits for this JVM any more; from any other thread than the agent's. */
  void stopNotices() {
    if (!deaf) {
      deaf = true;
      notices.stop();
    }
  }

  /** Ends its threads; from any other thread than the agent's. */
  void stop() {
    stopNotices();
    triggers.stop();
    if (atExit != null) {
      atExit.unregister();
    }
  }

  /** Lets go of open files, once no source is read any more. */
  void close() {
    kept.close();
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
