package io.hostshift.tune.fixed;

import io.hostshift.source.MalformedException;
import io.hostshift.source.capacity.CpuList;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Threads that somebody has pinned to fewer processors than the process may use: on a host that has
 * grown they stay where they are, and the agent leaves them there. They are counted once for an
 * event, by a file for each thread.
 */
public final class PinnedThreads implements Setting {
  public static final SettingType TYPE = SettingType.other("pinned", Unit.THREADS);

  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final String NAME = "Name:";

  private final File threads;
  private final int atStart;
  private List<String> counted;
  private boolean justCounted;

  /**
   * @param threads the folder with one for each thread of the process
   */
  PinnedThreads(File threads) {
    this.threads = threads;
    this.counted = pinned();
    this.atStart = counted.size();
  }

  /** Of this process, whose mask is taken to be the widest of its threads'. */
  public static Made made(ThisJvm jvm) {
    return Made.of(new PinnedThreads(new File("/proc/self/task")));
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    if (!justCounted) {
      counted = pinned();
    }
    justCounted = false;
    List<String> pinned = counted;
    Status status =
        Status.of(TYPE, atStart, pinned.size(), "", SettingState.APPLIED, "").aimingAt(0);
    return pinned.isEmpty()
        ? status
        : status.as(
            SettingState.LEFT,
            "whoever pinned them to fewer processors than there are keeps them there, such as "
                + pinned.get(0));
  }

  /** Those that there are, each as {@code NAME (PROCESSORS)}; none where that cannot be read. */
  private List<String> pinned() {
    ThreadStatus status = new ThreadStatus();
    Map<File, String> allowed = new LinkedHashMap<>();
    // Nearly all threads have the same mask, of which one parsing is enough.
    Map<String, Integer> processors = new HashMap<>();
    String[] numbers = threads.list();
    for (String number : numbers == null ? new String[0] : numbers) {
      File thread = new File(threads, number);
      String list = status.value(thread, ALLOWED);
      allowed.put(thread, list);
      processors.computeIfAbsent(list, PinnedThreads::processors);
    }
    int most = processors.isEmpty() ? 0 : Collections.max(processors.values());
    List<String> pinned = new ArrayList<>();
    for (Map.Entry<File, String> thread : allowed.entrySet()) {
      int count = processors.get(thread.getValue());
      if (count > 0 && count < most) {
        pinned.add(status.value(thread.getKey(), NAME) + " (" + thread.getValue() + ")");
      }
    }
    return pinned;
  }

  /** How many a list such as {@code 0-3,8} has; 0 where it is none. */
  private static int processors(String list) {
    try {
      byte[] bytes = list.getBytes(StandardCharsets.US_ASCII);
      return CpuList.parse(bytes, 0, bytes.length).cardinality();
    } catch (MalformedException e) {
      return 0;
    }
  }

  /** None is pinned, or they are left. */
  @Override
  public void move(Target target) {
    // There is nothing to move; the next plan is for the same event, and need not count again.
    justCounted = true;
  }

  @Override
  public void restore() {
    // It is what the application has made of it.
  }
}
