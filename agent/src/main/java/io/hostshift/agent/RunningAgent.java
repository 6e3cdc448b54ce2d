package io.hostshift.agent;

import io.hostshift.answer.Answers;
import io.hostshift.answer.HookCalls;
import io.hostshift.answer.Remains;
import io.hostshift.answer.Request;
import io.hostshift.answer.StatusFacts;
import io.hostshift.base.Duty;
import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.base.Scribe;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.config.Problem;
import io.hostshift.log.LogChoice;
import io.hostshift.log.LogOutlet;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.report.EventLog;
import io.hostshift.report.StartLine;
import io.hostshift.source.capacity.StealTime;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.HostHistory;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One agent from its start to its end: makes the parts, joins them, runs them, takes them out. */
final class RunningAgent {
  private static final long DETACH_SECONDS = 5;

  /** Of a detachment that another agent follows. */
  private static final String UPGRADE = "upgrade";

  private final File jar;
  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final OutletWriters writers;
  private final Log log;
  private final NanoClock clock = System::nanoTime;
  private final Duty duty;
  private final EventLog events;
  private final HostHistory hosts;
  private final Pooling pools = new Pooling();

  // From here on they are made on the agent's own thread, in this order.
  private volatile Errands errands;
  private volatile Retuning retuning;
  private volatile Outlets outlets;
  private volatile Lookout lookout;
  private volatile Answers answers;

  private RunningAgent(Configuration configuration, Instrumentation instrumentation, File jar) {
    this.jar = jar;
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    LogChoice choice = configuration.get(Key.LOG);
    LogOutlet outlet =
        new LogOutlet(
            choice,
            configuration.get(Key.JOURNAL_MAX),
            LogOutlet.standardError(),
            new Jna(instrumentation),
            StartLine.pid(),
            System::currentTimeMillis);
    this.writers = new OutletWriters(outlet, this::scribes);
    this.log = new Log(outlet, choice.level());
    this.duty = new Duty(clock, log);
    this.events = new EventLog(configuration.get(Key.HISTORY));
    this.hosts = new HostHistory(configuration.get(Key.HISTORY));
  }

  static RunningAgent create(Instrumentation instrumentation, String arguments, File jar) {
    Configuration configuration =
        ConfigurationReader.read(arguments, System.getProperties(), System.getenv());
    RunningAgent agent = new RunningAgent(configuration, instrumentation, jar);
    agent.writers.holdForTools(jar, agent.clock);
    say(configuration.problems(), agent.log);
    return agent;
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
    try {
      pools.start(configuration, instrumentation, log);
      work(asked);
    } finally {
      // Also where the agent could not start: no hook stays without it.
      pools.stop();
      pools.end();
    }
  }

  private void work(Request asked) {
    long startMillis = System.currentTimeMillis();
    Setup setup = new Setup(configuration, instrumentation, log);
    errands = setup.errands();
    retuning =
        new Retuning(
            configuration,
            instrumentation,
            setup.files(),
            setup::configuredProcessors,
            pools,
            clock,
            errands,
            log);
    outlets =
        new Outlets(
            configuration, instrumentation, events, hosts, setup.eventCommand(), clock, log);
    lookout =
        new Lookout(
            configuration,
            setup,
            retuning,
            outlets,
            events,
            hosts,
            duty,
            clock,
            Inheritance.take(events, log),
            log);
    String startLine = lookout.startLine();
    OwnClasses.keep(log);
    OwnJarFile own = new OwnJarFile(jar, StartLine.pid(), errands, log);
    log.info(startLine);
    AgentControl control = control(new StealTime(setup.files()));
    answers = answers(control, startLine, startMillis);
    if (asked != null && asked.answer() != null) {
      answers.to(asked);
    }
    Watching watching = lookout.watching();
    duty.run(
        () -> {
          own.polling();
          outlets.polling(watching);
          long due = watching.take();
          return Math.min(due, outlets.polled(clock, control));
        });
  }

  private AgentControl control(StealTime steal) {
    return new AgentControl(
        duty,
        lookout.watching(),
        lookout.watcher(),
        lookout.blocking(),
        pools.watch(),
        retuning,
        events,
        hosts,
        lookout.board(),
        lookout.platform(),
        configuration.get(Key.SIMULATE),
        steal,
        new OwnCpu(threadIds()));
  }

  private List<Long> threadIds() {
    List<Long> ids = new ArrayList<>();
    ids.add(Thread.currentThread().getId());
    ids.addAll(lookout.threadIds());
    if (pools.watch() != null) {
      ids.add(pools.watch().threadId());
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
            () -> lookout.watching().model().reason(),
            this::troubles,
            writers::unsaid,
            startLine,
            startMillis),
        outlets.followers(),
        new HookCalls(lookout.notices(), configuration.get(Key.VETO), duty, clock, log),
        log);
  }

  /** All who write to a place that may hang but the log; none where it has not come to them yet. */
  private List<Scribe> scribes() {
    if (lookout != null) {
      return lookout.scribes();
    }
    return outlets == null ? Collections.<Scribe>emptyList() : outlets.scribes();
  }

  /** Listeners and places that keep something waiting, a sentence each. */
  private List<String> troubles() {
    List<String> troubles = new ArrayList<>(outlets.hanging());
    troubles.addAll(writers.troubles());
    troubles.addAll(errands.troubles());
    return troubles;
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
    if (lookout != null) {
      lookout.stopNotices();
    }
    duty.orderAndWait(
        () -> {
          lookout.watcher().finish();
          retuning.tuner().restore(lookout.watcher().profile());
          if (request.argument().equals(UPGRADE)) {
            Inheritance.leave(events, lookout.watcher().profile(), hosts);
          }
        },
        DETACH_SECONDS);
    boolean ended = duty.stop(DETACH_SECONDS);
    pools.stop();
    if (outlets != null) {
      outlets.stop();
    }
    if (lookout != null) {
      lookout.stop();
    }
    List<String> waiting = writers.endOthers();
    waiting.addAll(pools.end());
    if (errands != null) {
      waiting.addAll(errands.end());
    }
    if (ended) {
      close();
    }
    log.info(
        ended
            ? "detached; every setting is as it was at the start"
            : "detached; its thread is still in a read that has not returned");
    writers.endLog(waiting);
    Remains remains = new Remains(ended, settings(), waiting);
    if (request.answer() != null) {
      Answers.detached(request, remains, log);
    }
  }

  /** None where it has not come to them yet. */
  private List<Status> settings() {
    return retuning == null ? Collections.<Status>emptyList() : retuning.tuner().statuses();
  }

  /** What the system gave us: open files, mapped memory, and the thread that JNA keeps. */
  private void close() {
    if (retuning != null) {
      retuning.close();
    }
    if (lookout != null) {
      lookout.close();
    }
  }
}
