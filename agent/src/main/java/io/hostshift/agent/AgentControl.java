package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.base.ProcStat;
import io.hostshift.host.HostProfile;
import io.hostshift.host.MigrationModel;
import io.hostshift.host.Platform;
import io.hostshift.memory.Released;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.source.capacity.StealTime;
import io.hostshift.tune.memory.HeapOutlook;
import io.hostshift.tune.pool.PoolStatus;
import io.hostshift.tune.pool.PoolWatch;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The running agent as JMX sees it: each order is carried out on the agent's own thread. */
final class AgentControl implements Control {
  private static final long WAIT_SECONDS = 5;

  private final Duty duty;
  private final Watching watching;
  private final HostWatcher watcher;
  private final BlockingWatch blocking;
  private final PoolWatch pools;
  private final Retuning retuning;
  private final EventLog events;
  private final HostHistory hosts;
  private final NoticeBoard notices;
  private final Platform platform;
  private final boolean mayPlay;
  private final StealTime steal;
  private final LongSupplier cpuNanos;

  /**
   * @param pools null if they are off
   */
  AgentControl(
      Duty duty,
      Watching watching,
      HostWatcher watcher,
      BlockingWatch blocking,
      PoolWatch pools,
      Retuning retuning,
      EventLog events,
      HostHistory hosts,
      NoticeBoard notices,
      Platform platform,
      boolean mayPlay,
      StealTime steal,
      LongSupplier cpuNanos) {
    this.duty = duty;
    this.watching = watching;
    this.watcher = watcher;
    this.blocking = blocking;
    this.pools = pools;
    this.retuning = retuning;
    this.events = events;
    this.hosts = hosts;
    this.notices = notices;
    this.platform = platform;
    this.mayPlay = mayPlay;
    this.steal = steal;
    this.cpuNanos = cpuNanos;
  }

  private void order(Runnable order) {
    if (!duty.orderAndWait(order, WAIT_SECONDS)) {
      throw new IllegalStateException(
          "the agent's thread has not come to it within " + WAIT_SECONDS + " seconds");
    }
    // What was ordered may be due for more soon, such as an event that is to settle.
    duty.hurry();
  }

  @Override
  public void poll() {
    order(watching::pollNow);
  }

  @Override
  public long simulate() {
    if (!mayPlay) {
      throw new IllegalStateException("simulated events need simulate=true in the configuration");
    }
    order(() -> watcher.simulate(notices.simulate()));
    return events.last() == null ? 0 : events.last().event().sequence();
  }

  @Override
  public List<Notice> notices() {
    return notices.notices();
  }

  @Override
  public boolean hold(int seconds, String why) {
    return notices.hold(seconds, why);
  }

  @Override
  public boolean ready() {
    return notices.ready();
  }

  @Override
  public HeapOutlook memory() {
    return retuning.memory().outlook(watcher.profile());
  }

  /** On the calling thread, since the agent's own is to go on watching. */
  @Override
  public Released release(long toBytes) {
    if (retuning.tuner().handsOff()) {
      throw new IllegalStateException("collects nothing in mode observe or under the kill switch");
    }
    return retuning.memory().release().release(toBytes);
  }

  @Override
  public String doubt() {
    return retuning.breaker().warning();
  }

  @Override
  public void clearMark() {
    retuning.breaker().clear();
  }

  @Override
  public void retune() {
    order(() -> retuning.retuner().ordered(watcher.profile()));
  }

  @Override
  public void restore() {
    order(() -> retuning.tuner().restore(watcher.profile()));
  }

  @Override
  public void forget() {
    hosts.clear();
  }

  @Override
  public void observe(boolean observe) {
    if (!observe) {
      clearMark();
    }
    retuning.tuner().observe(observe);
  }

  @Override
  public boolean observing() {
    return retuning.tuner().observing();
  }

  @Override
  public HostProfile profile() {
    return watcher.profile();
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public MigrationModel migrationModel() {
    return watching.model().model();
  }

  @Override
  public List<SourceStatus> sources() {
    List<SourceStatus> all = new ArrayList<>(watcher.sources());
    all.addAll(blocking.sources());
    return all;
  }

  @Override
  public List<KnownHost> hosts() {
    return hosts.hosts(System.currentTimeMillis());
  }

  @Override
  public List<Status> settings() {
    return retuning.tuner().statuses();
  }

  @Override
  public List<PoolStatus> pools() {
    return pools == null
        ? Collections.<PoolStatus>emptyList()
        : pools.sizes().statuses(observing(), retuning.tuner().killed());
  }

  @Override
  public List<String> unreached() {
    return retuning.tuner().unreached();
  }

  @Override
  public double stolenSeconds() {
    synchronized (steal) {
      return steal.read() ? (double) steal.stolen() / ProcStat.TICKS_A_SECOND : -1;
    }
  }

  @Override
  public long polls() {
    return watching.polls();
  }

  @Override
  public long intervalMillis() {
    return TimeUnit.NANOSECONDS.toMillis(watching.intervalNanos());
  }

  @Override
  public long lastPollNanos() {
    return watching.lastPollNanos();
  }

  @Override
  public long cpuNanos() {
    return cpuNanos.getAsLong();
  }

  @Override
  public boolean running() {
    return duty.running();
  }
}
