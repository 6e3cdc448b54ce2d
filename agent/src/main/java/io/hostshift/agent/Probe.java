package io.hostshift.agent;

import io.hostshift.base.AgentThread;
import io.hostshift.base.Log;
import io.hostshift.capture.CaptureFile;
import io.hostshift.capture.ProbeReport;
import io.hostshift.capture.RecordedSource;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.config.Problem;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Platform;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.catalog.Advice;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.PathLog;
import io.hostshift.watch.ModelFinding;
import io.hostshift.watch.Telling;
import io.hostshift.watch.WouldNotice;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One look at everything, without an agent: what this VM shows, and what it does not. */
public final class Probe {
  /** For all sources that may have to wait, together: a probe is to end within a second. */
  private static final long PATIENCE_MILLIS = 450;

  private final HostProfile profile;
  private final Map<String, Reading> readings;
  private final Platform platform;
  private final String clock;
  private final List<String> problems;

  private Probe(
      HostProfile profile,
      Map<String, Reading> readings,
      Platform platform,
      String clock,
      List<String> problems) {
    this.profile = profile;
    this.readings = readings;
    this.platform = platform;
    this.clock = clock;
    this.problems = problems;
  }

  /**
   * Looks once.
   *
   * @param arguments configuration as an agent would get it: {@code key=value,key=value}; the root
   *     may be a report of another probe
   * @param report where all that was read is written to; null for nowhere
   * @throws IOException if that root is neither a folder nor such a report, or the report cannot be
   *     written
   */
  public static Probe look(String arguments, File report) throws IOException {
    Configuration configuration =
        ConfigurationReader.readForProbe(arguments, System.getProperties(), System.getenv());
    File root = configuration.get(Key.ROOT);
    File unpacked = root.isFile() ? CaptureFile.unpack(root) : null;
    try {
      PathLog paths = report == null ? null : new PathLog();
      GuestFiles files = new GuestFiles(unpacked == null ? root : unpacked, root, paths);
      Probe probe = look(configuration, files);
      if (report != null) {
        ProbeReport.of(files, paths, probe.readings, probe.profile, names(files))
            .write(report, folder -> look(configuration, new GuestFiles(folder)).readings);
      }
      return probe;
    } finally {
      if (unpacked != null) {
        CaptureFile.delete(unpacked);
      }
    }
  }

  /** Of the machine, and where it is this one of its user. */
  private static Set<String> names(GuestFiles files) {
    Set<String> names = new TreeSet<>();
    for (String path : new String[] {"proc/sys/kernel/hostname", "etc/hostname"}) {
      GuestFile file = files.file(path, 1024);
      file.refresh();
      names.add(file.text());
    }
    if (files.live()) {
      names.add(System.getProperty("user.name"));
      names.add(new File(System.getProperty("user.home")).getName());
      for (String variable : new String[] {"HOSTNAME", "USER", "LOGNAME", "SUDO_USER"}) {
        String name = System.getenv(variable);
        names.add(name == null ? "" : name);
      }
    }
    names.removeAll(Arrays.asList("", "root", "localhost", "nobody", "(none)"));
    return names;
  }

  private static Probe look(Configuration configuration, GuestFiles files) {
    Setup setup = new Setup(configuration, null, new Log(System.err, Log.Level.OFF), files);
    Map<String, Reading> readings = new LinkedHashMap<>();
    HostProfile profile = HostProfile.EMPTY;
    List<Source> waiting = new ArrayList<>();
    for (Source source : setup.sources()) {
      if (source.blocking()) {
        waiting.add(source);
      } else {
        Reading reading = source.read(null);
        readings.put(source.name(), reading);
        profile = with(profile, reading);
      }
    }
    waiting.addAll(setup.remote(profile));
    for (Map.Entry<String, Reading> answer : ask(waiting).entrySet()) {
      readings.put(answer.getKey(), answer.getValue());
      profile = with(profile, answer.getValue());
    }
    List<String> problems = new ArrayList<>();
    try {
      RecordedSource.of(files);
    } catch (MalformedException e) {
      problems.add(RecordedSource.said(files, e));
    }
    for (Problem problem : configuration.problems()) {
      problems.add(problem.toString());
    }
    return new Probe(profile, readings, setup.platform(profile), setup.clock(), problems);
  }

  private static HostProfile with(HostProfile profile, Reading reading) {
    return profile.with(reading.identifiers(), reading.capacity(), System.currentTimeMillis());
  }

  /** All at once, each on a thread of its own; who does not answer in time has said nothing. */
  private static Map<String, Reading> ask(List<Source> sources) {
    Map<String, Reading> answers = new ConcurrentHashMap<>();
    CountDownLatch left = new CountDownLatch(sources.size());
    for (Source source : sources) {
      answers.put(source.name(), Reading.failed("did not answer in time"));
      AgentThread.of(
              "probe-" + source.name(),
              () -> {
                answers.put(source.name(), source.read(null));
                left.countDown();
              })
          .start();
    }
    try {
      left.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  public HostProfile profile() {
    return profile;
  }

  /** What each source said, by name. */
  public Map<String, Reading> readings() {
    return Collections.unmodifiableMap(readings);
  }

  /** Where this is. */
  public Platform platform() {
    return platform;
  }

  /** From what the kernel takes the time, and whether that may tell of a move one day. */
  public String clock() {
    return clock;
  }

  /** What was wrong with the configuration, a line each. */
  public List<String> problems() {
    return problems;
  }

  public ModelFinding model() {
    List<String> readable = new ArrayList<>();
    for (Map.Entry<String, Reading> reading : readings.entrySet()) {
      if (reading.getValue().readable()) {
        readable.add(reading.getKey());
      }
    }
    return ModelFinding.of(platform.hypervisor(), readable);
  }

  /** What whoever runs the VM can do so that more is seen; null where there is no need. */
  public String helpInVm() {
    return needsHelp() ? Advice.inVm(readings.values(), platform) : null;
  }

  /** What whoever runs the host can do, as above; null also where that is out of reach. */
  public String helpOnHost() {
    return needsHelp() ? Advice.onHost(readings.values(), platform) : null;
  }

  private boolean needsHelp() {
    return telling().wouldNotice() != WouldNotice.HOST && platform.stays().isEmpty();
  }

  /** What would be noticed of a move, and by what. */
  public Telling telling() {
    return Telling.of(profile, platform);
  }
}
