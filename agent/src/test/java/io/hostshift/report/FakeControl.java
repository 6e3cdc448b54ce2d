package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.host.MigrationModel;
import io.hostshift.host.Platform;
import io.hostshift.memory.FakeOptions;
import io.hostshift.memory.FreshHeap;
import io.hostshift.memory.HeapRelease;
import io.hostshift.memory.MemoryUse;
import io.hostshift.memory.Released;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBuilder;
import io.hostshift.notice.NoticeKind;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.memory.HeapOutlook;
import io.hostshift.tune.pool.PoolStatus;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.WatcherBench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers from a watcher on fake sources, and notes the orders it gets. */
public final class FakeControl implements Control {
  static final Notice NOTICE =
      new NoticeBuilder("azure", "e1").kind(NoticeKind.MIGRATION).text("Freeze").limit(9).build();

  private String doubt = "";
  private final WatcherBench bench;
  private final List<String> orders = new ArrayList<>();
  private final List<PoolStatus> pools = new ArrayList<>();
  private final List<Status> settings = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>(Collections.singletonList(NOTICE));
  private List<KnownHost> hosts;
  private boolean observing;
  private String warning = "";

  public FakeControl(WatcherBench bench) {
    this.bench = bench;
    settings.add(SampleOutcomes.applied("processors", 16, 8).status());
    settings.add(SampleOutcomes.left("gc.parallel", "set on the command line"));
  }

  /** With this setting after the others. */
  public FakeControl with(Status setting) {
    settings.add(setting);
    return this;
  }

  /** With this pool among the application's. */
  public FakeControl with(PoolStatus pool) {
    pools.add(pool);
    return this;
  }

  /** With this notice after the others. */
  public FakeControl with(Notice notice) {
    notices.add(notice);
    return this;
  }

  /** Whose history has these hosts, and not those of its watcher. */
  public FakeControl knowing(List<KnownHost> known) {
    hosts = known;
    return this;
  }

  public List<String> orders() {
    return orders;
  }

  @Override
  public HostProfile profile() {
    return bench.watcher().profile();
  }

  @Override
  public Platform platform() {
    return Platform.of("KVM");
  }

  @Override
  public MigrationModel migrationModel() {
    return MigrationModel.TRANSPARENT;
  }

  @Override
  public List<SourceStatus> sources() {
    return bench.watcher().sources();
  }

  @Override
  public List<KnownHost> hosts() {
    return hosts == null ? bench.hosts() : hosts;
  }

  @Override
  public List<Status> settings() {
    return settings;
  }

  @Override
  public List<PoolStatus> pools() {
    return pools;
  }

  @Override
  public List<String> unreached() {
    return List.of("java.util.concurrent.Exchanger.NCPU");
  }

  @Override
  public boolean observing() {
    return observing;
  }

  @Override
  public void observe(boolean observe) {
    observing = observe;
  }

  @Override
  public void poll() {
    orders.add("poll");
  }

  @Override
  public long simulate() {
    orders.add("simulate");
    return 7;
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }

  @Override
  public boolean hold(int seconds, String why) {
    orders.add("hold " + seconds + " " + why);
    return true;
  }

  @Override
  public boolean ready() {
    orders.add("ready");
    return true;
  }

  @Override
  public HeapOutlook memory() {
    MemoryUse use = new MemoryUse(200L << 20, 300L << 20, 50L << 20, 400L << 20);
    return new HeapOutlook(
        profile().capacity(), 12L << 30, warning, use, new FreshHeap(new FakeOptions(), 17), 3);
  }

  /** With what is to be warned of. */
  public FakeControl warning(String newWarning) {
    warning = newWarning;
    return this;
  }

  @Override
  public Released release(long toBytes) {
    orders.add("release " + toBytes);
    return new HeapRelease(new FakeOptions().with("DisableExplicitGC", "true"), 17, () -> 0)
        .release(toBytes);
  }

  @Override
  public String doubt() {
    return doubt;
  }

  /** One that is only observed for that. */
  public FakeControl doubt(String why) {
    doubt = why;
    return this;
  }

  @Override
  public void clearMark() {
    orders.add("clear mark");
  }

  @Override
  public void retune() {
    orders.add("retune");
  }

  @Override
  public void restore() {
    orders.add("restore");
  }

  @Override
  public void forget() {
    orders.add("forget");
  }

  @Override
  public double stolenSeconds() {
    return 12.5;
  }

  @Override
  public long polls() {
    return 42;
  }

  @Override
  public long intervalMillis() {
    return 1_000;
  }

  @Override
  public long lastPollNanos() {
    return 12_345;
  }

  @Override
  public long cpuNanos() {
    return -1;
  }

  @Override
  public boolean running() {
    return true;
  }
}
