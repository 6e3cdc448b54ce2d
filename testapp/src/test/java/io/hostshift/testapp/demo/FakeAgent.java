package io.hostshift.testapp.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;

/**
 * Stands in for the agent: reads a guest's files, keeps events and settings of the documented
 * shape, and registers them. It changes nothing in its JVM; whom it tells the processors, may.
 */
public final class FakeAgent {
  private static final long SETTLE_MILLIS = 1000;
  private final FakeHost host = new FakeHost();
  private final FakeMigrations migrations = new FakeMigrations();
  private final FakeTuning tuning = new FakeTuning();
  private final MBeanServer server;
  private final Path root;
  private final IntConsumer processors;
  private long marker;
  private String hostName;
  private int capacity;
  private boolean blind;
  private boolean silent;

  FakeAgent(MBeanServer server, Path root, IntConsumer processors) throws Exception {
    this.server = server;
    this.root = root;
    this.processors = processors;
    marker = marker();
    hostName = hostName();
    capacity = capacity();
    server.registerMBean(host, AgentMBeans.HOST);
    server.registerMBean(migrations, AgentMBeans.MIGRATIONS);
    server.registerMBean(tuning, AgentMBeans.TUNING);
    tune();
  }

  /** As a -javaagent: {@code root=FOLDER,…}. */
  public static void premain(String arguments) throws Exception {
    Path root = null;
    for (String argument : arguments.split(",")) {
      if (argument.startsWith("root=")) {
        root = Path.of(argument.substring(5));
      }
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    FakeAgent agent = new FakeAgent(server, root, processors -> {});
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                agent.poll(System.currentTimeMillis());
                LockSupport.parkNanos(50_000_000); // Its interval.
              }
            },
            "fake agent");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on it sees no name of a host. */
  void goBlind() {
    blind = true;
  }

  /** From now on it sends no notification. */
  void goSilent() {
    silent = true;
  }

  /** From now on a setting cannot be moved. */
  void breakLever(String reason) {
    tuning.broken = reason;
  }

  void poll(long now) {
    try {
      long newMarker = marker();
      String newHost = blind ? hostName : hostName();
      int newCapacity = capacity();
      List<ChangeBean> changes = new ArrayList<>();
      add(changes, "vmclock.disruption_marker", "EPOCH", "" + marker, "" + newMarker);
      add(changes, "kvp.PhysicalHostName", "INSTANCE", hostName, newHost);
      add(changes, "capacity.processors", null, "" + capacity, "" + newCapacity);
      marker = newMarker;
      hostName = newHost;
      capacity = newCapacity;
      if (!changes.isEmpty()) {
        tune();
        if (migrations.take(changes, now) && !silent) {
          notify("io.hostshift.migration");
        }
      }
      if (migrations.settle(now) && !silent) {
        notify("io.hostshift.settled");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tune() {
    double factor = hostName.equals("host-a") ? 0.5 : 0.25;
    processors.accept(tuning.tune((int) Math.ceil(capacity * factor)));
  }

  private void notify(String type) {
    try {
      Notification notification = new Notification(type, AgentMBeans.MIGRATIONS, migrations.count);
      notification.setUserData(server.getAttribute(AgentMBeans.MIGRATIONS, "Last"));
      migrations.sendNotification(notification);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(
      List<ChangeBean> changes, String name, String scope, String from, String to) {
    if (!from.equals(to)) {
      changes.add(new ChangeBean(name, scope, from, to));
    }
  }

  private long marker() throws IOException {
    byte[] page = Files.readAllBytes(root.resolve("dev/vmclock0"));
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
  }

  private String hostName() throws IOException {
    byte[] pool = Files.readAllBytes(root.resolve("var/lib/hyperv/.kvp_pool_3"));
    for (int at = 0; at < pool.length; at += 2560) {
      if (text(pool, at, 512).equals("PhysicalHostName")) {
        return text(pool, at + 512, 2048);
      }
    }
    throw new IOException("no PhysicalHostName");
  }

  private static String text(byte[] pool, int at, int room) {
    return new String(pool, at, room, StandardCharsets.UTF_8).trim();
  }

  private int capacity() throws IOException {
    String[] limit = Files.readString(root.resolve("sys/fs/cgroup/cpu.max")).trim().split(" ");
    return limit[0].equals("max") ? 16 : Integer.parseInt(limit[0]) / Integer.parseInt(limit[1]);
  }

  /** Of the documented name. */
  public interface HostMXBean {
    String getHypervisor();
  }

  private static final class FakeHost implements HostMXBean {
    @Override
    public String getHypervisor() {
      return "Hyper-V";
    }
  }

  /** Of the documented names. */
  public interface MigrationsMXBean {
    long getCount();

    EventBean getLast();
  }

  private static final class FakeMigrations extends NotificationBroadcasterSupport
      implements MigrationsMXBean {
    private long count;
    private EventBean last;

    /** Whether it opened an event; else it joined one. */
    synchronized boolean take(List<ChangeBean> changes, long now) {
      if (last != null && last.settledAtMillis == 0) {
        List<ChangeBean> all = new ArrayList<>(last.changes);
        all.addAll(changes);
        last = new EventBean(count, last.detectedAtMillis, 0, all);
        return false;
      }
      count++;
      last = new EventBean(count, now, 0, changes);
      return true;
    }

    synchronized boolean settle(long now) {
      if (last == null || last.settledAtMillis > 0 || now - last.detectedAtMillis < SETTLE_MILLIS) {
        return false;
      }
      last = new EventBean(count, last.detectedAtMillis, now, last.changes);
      return true;
    }

    @Override
    public synchronized long getCount() {
      return count;
    }

    @Override
    public synchronized EventBean getLast() {
      return last;
    }
  }

  /** Of the documented names. */
  public interface TuningMXBean {
    List<SettingBean> getSettings();
  }

  private static final class FakeTuning implements TuningMXBean {
    private volatile List<SettingBean> settings = List.of();
    private String broken;

    /** Returns the processors that there are now. */
    int tune(int target) {
      if (broken != null) {
        settings =
            List.of(
                new SettingBean("processors", 8, 8, target, "FAILED", broken),
                new SettingBean("gc.parallel", 8, 8, target, "FAILED", broken));
        return 8;
      }
      settings =
          List.of(
              new SettingBean("processors", 8, target, target, "APPLIED", ""),
              new SettingBean("gc.parallel", 8, target, target, "APPLIED", ""),
              new SettingBean("gc.concurrent", 2, 2, 1, "FLOOR", "G1 marks with no fewer"));
      return target;
    }

    @Override
    public List<SettingBean> getSettings() {
      return settings;
    }
  }

  /** An event of the documented shape. */
  public static final class EventBean {
    private final long sequence;
    private final long detectedAtMillis;
    private final long settledAtMillis;
    private final List<ChangeBean> changes;

    EventBean(
        long sequence, long detectedAtMillis, long settledAtMillis, List<ChangeBean> changes) {
      this.sequence = sequence;
      this.detectedAtMillis = detectedAtMillis;
      this.settledAtMillis = settledAtMillis;
      this.changes = List.copyOf(changes);
    }

    public long getSequence() {
      return sequence;
    }

    public String getVerdict() {
      String verdict = "RESIZED";
      for (ChangeBean change : changes) {
        if ("INSTANCE".equals(change.scope)) {
          return "MIGRATED";
        }
        verdict = "EPOCH".equals(change.scope) ? "DISRUPTED" : verdict;
      }
      return verdict;
    }

    public long getDetectedAtMillis() {
      return detectedAtMillis;
    }

    public long getSettledAtMillis() {
      return settledAtMillis;
    }

    public List<ChangeBean> getChanges() {
      return changes;
    }
  }

  /** A change of the documented shape. */
  public static final class ChangeBean {
    private final String name;
    private final String scope;
    private final String from;
    private final String to;

    ChangeBean(String name, String scope, String from, String to) {
      this.name = name;
      this.scope = scope;
      this.from = from;
      this.to = to;
    }

    public String getName() {
      return name;
    }

    public String getScope() {
      return scope;
    }

    public String getFrom() {
      return from;
    }

    public String getTo() {
      return to;
    }
  }

  /** A setting of the documented shape. */
  public static final class SettingBean {
    private final String name;
    private final int atStart;
    private final int current;
    private final int target;
    private final String state;
    private final String reason;

    SettingBean(String name, int atStart, int current, int target, String state, String reason) {
      this.name = name;
      this.atStart = atStart;
      this.current = current;
      this.target = target;
      this.state = state;
      this.reason = reason;
    }

    public String getName() {
      return name;
    }

    public Integer getAtStart() {
      return atStart;
    }

    public Integer getCurrent() {
      return current;
    }

    public Integer getTarget() {
      return target;
    }

    public Integer getFloor() {
      return name.equals("processors") ? 1 : 2;
    }

    public Integer getCeiling() {
      return name.equals("processors") ? null : atStart;
    }

    public String getLever() {
      return "none";
    }

    public String getState() {
      return state;
    }

    public String getReason() {
      return reason;
    }
  }
}
