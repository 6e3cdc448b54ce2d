package io.hostshift.notice;

import io.hostshift.base.BackOff;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.host.MigrationModel;
import io.hostshift.memory.HeapRelease;
import io.hostshift.source.device.VmClockPage;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.Http;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.ProgramPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The channels of notices that this agent listens to, their threads, and what they share. */
public final class Notices {
  // For each lambda the JVM makes a hidden class: make them once, here, and not at each use.
  private static final LongSupplier NANOS = System::nanoTime;
  private static final LongSupplier MILLIS = System::currentTimeMillis;

  private static final long HTTP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long END_MILLIS = 3000;

  private final Log log;
  private final boolean live;
  private final boolean answers;
  private final boolean listens;
  private final Readiness readiness = new Readiness(NANOS);
  private final List<NoticeStep> steps = new ArrayList<>();
  private final List<NoticeThread> threads = new ArrayList<>();
  private final List<NoticeStep> local = new ArrayList<>();
  private final DrmgrHooks hooks;
  private GuestFolder folder;
  private Members members;
  private boolean registers;

  /**
   * @param live whether this is the guest itself, and not a copy of one's files
   */
  public Notices(NoticeMode mode, boolean live, Log log) {
    this.log = log;
    this.live = live;
    this.answers = mode == NoticeMode.ACK;
    this.listens = mode != NoticeMode.OFF;
    this.hooks = listens ? new DrmgrHooks(answers, NANOS, MILLIS) : null;
  }

  /**
   * What is announced, from now on.
   *
   * @param release gives memory back before an announced migration; null if that is not wanted
   * @param forbidden whether nothing may be changed now
   * @param settleNanos how long an event is expected after its notice has ended
   * @param history how many notices are kept
   */
  public NoticeBoard board(
      HeapRelease release, BooleanSupplier forbidden, long settleNanos, int history) {
    NanoClock clock = System::nanoTime;
    boolean prepares = listens && release != null;
    GuestLock turn = prepares && meet() ? folder.lock("collecting") : null;
    Preparation preparation =
        new Preparation(
            prepares ? new HeapPreparation(release) : null, answers, turn, forbidden, clock, log);
    return new NoticeBoard(readiness, preparation, clock, MILLIS, settleNanos, history);
  }

  /**
   * Starts to listen.
   *
   * @param page the latest that vmclock has shown; null where that is not watched
   * @param services where the clouds' metadata services are asked, by the name of the cloud
   * @param azure whether Azure's may be switched on for this VM, which the first request does
   * @param news gets what is new, on any thread
   */
  public void listen(
      Supplier<VmClockPage> page,
      Map<String, Endpoint> services,
      boolean azure,
      Consumer<List<Notice>> news) {
    if (!listens) {
      return;
    }
    if (page != null) {
      Channel flags = new VmClockFlags(page, MILLIS);
      local.add(step(flags, Answering.never(readiness), news));
    }
    local.add(step(hooks, Answering.forItself(readiness, answers), news));
    for (Map.Entry<String, Endpoint> cloud : services.entrySet()) {
      Channel channel = channel(cloud.getKey(), cloud.getValue(), azure);
      if (channel != null) {
        share(channel, cloud.getValue(), news);
      }
    }
    registers = live && answers && vsphere(news);
    for (NoticeStep step : steps) {
      threads.add(NoticeThread.start(step, log));
    }
  }

  /** Null if this cloud's service announces nothing, or is not to be asked for it. */
  private Channel channel(String cloud, Endpoint endpoint, boolean azure) {
    Http http = new Http(endpoint, NANOS, HTTP_NANOS);
    switch (cloud) {
      case MetadataSource.AZURE:
        return azure ? new ScheduledEvents(http, NANOS, MILLIS) : null;
      case MetadataSource.GCE:
        return new GceMaintenance(http, NANOS, MILLIS);
      case MetadataSource.EC2:
        return new Ec2Maintenance(http, NANOS, MILLIS);
      default:
        return null;
    }
  }

  /** One JVM of the guest asks; as long as there is no folder to meet in, nobody answers. */
  private void share(Channel channel, Endpoint endpoint, Consumer<List<Notice>> news) {
    if (!meet()) {
      steps.add(step(channel, Answering.never(readiness), news));
      return;
    }
    String where = endpoint.toString().replace("http://", "");
    SharedChannel shared = new SharedChannel(channel, where, folder, MILLIS);
    boolean waits = channel.model() == MigrationModel.COOPERATIVE;
    Answering answering =
        waits ? Answering.forAll(readiness, members, shared, answers) : Answering.never(readiness);
    steps.add(step(shared, answering, news));
  }

  private boolean meet() {
    if (folder == null) {
      try {
        folder = GuestFolder.ofThisUser(System::nanoTime, this::alone);
        members = new Members(folder);
      } catch (IOException | RuntimeException e) {
        alone(e.toString());
        return false;
      }
    }
    return true;
  }

  private void alone(String why) {
    log.warn("no notice is acknowledged, other JVMs of this VM cannot be heard: " + why);
  }

  /** Where it is installed: the host waits for whoever registers, so only whoever answers does. */
  private boolean vsphere(Consumer<List<Notice>> news) {
    ProgramPath path = ProgramPath.usualAnd(System.getenv("PATH"));
    if (path.find("vmtoolsd") == null) {
      return false;
    }
    ChildProcess child = new ChildProcess(Collections.emptyMap(), VsphereNotifications.LIMIT_NANOS);
    Channel channel = new VsphereNotifications(path, child, MILLIS);
    steps.add(step(channel, Answering.forItself(readiness, true), news));
    return true;
  }

  private NoticeStep step(Channel channel, Answering answering, Consumer<List<Notice>> news) {
    return new NoticeStep(
        channel, answering, NANOS, MILLIS, () -> new BackOff(Math::random), news, log::warn);
  }

  /** What is read with the local sources, at each poll. */
  public void poll() {
    for (int i = 0; i < local.size(); i++) {
      local.get(i).take();
    }
  }

  /** The most that any channel that works by now tells; asked at each poll. */
  public MigrationModel strongest() {
    return strongest(steps, strongest(local, MigrationModel.TRANSPARENT));
  }

  private static MigrationModel strongest(List<NoticeStep> steps, MigrationModel least) {
    MigrationModel strongest = least;
    for (int i = 0; i < steps.size(); i++) {
      MigrationModel model = steps.get(i).model();
      strongest = model.compareTo(strongest) > 0 ? model : strongest;
    }
    return strongest;
  }

  /** How moves are announced on the channels that work by now. */
  public Map<String, MigrationModel> heard() {
    Map<String, MigrationModel> heard = new LinkedHashMap<>();
    for (NoticeStep step : local) {
      heard.put(step.name(), step.model());
    }
    for (NoticeStep step : steps) {
      heard.put(step.name(), step.model());
    }
    return heard;
  }

  /** Where drmgr's hooks call; null where nobody listens. */
  public DrmgrHooks hooks() {
    return hooks;
  }

  /** Whether people have asked for time. */
  public Readiness readiness() {
    return readiness;
  }

  /** Whether there is something to take back when the JVM ends. */
  public boolean registers() {
    return registers;
  }

  public List<Long> threadIds() {
    List<Long> ids = new ArrayList<>();
    for (NoticeThread thread : threads) {
      ids.add(thread.id());
    }
    return ids;
  }

  /** Ends all of it, and waits a little until what was registered is taken back. */
  public void stop() {
    if (hooks != null) {
      hooks.close();
    }
    for (NoticeThread thread : threads) {
      thread.stop();
    }
    for (NoticeThread thread : threads) {
      thread.join(END_MILLIS);
    }
    if (members != null) {
      members.leave();
    }
  }
}
