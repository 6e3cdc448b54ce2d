package io.hostshift.tune.guard;

import io.hostshift.base.ProcStat;
import io.hostshift.hotspot.CollectionTime;
import java.io.File;
import java.io.IOException;
import java.util.regex.Pattern;

/** What the collector takes; its beans are made when they are first asked, not at the start. */
public class CollectorMeter {
  /** As the kernel has the names of its threads, which are cut. */
  private static final Pattern COLLECTORS =
      Pattern.compile("(GC Thread|G1 |ParGC|Shenandoah|ZWorker|ZDriver|ZDirector|XWorker).*");

  private final File process;
  private CollectionTime time;

  public CollectorMeter() {
    this(new File("/proc/self"));
  }

  CollectorMeter(File process) {
    this.process = process;
  }

  /** How often the application was stopped for a collection, since the start of the JVM. */
  public synchronized long collections() {
    return time().count();
  }

  /** How long all of these took. */
  synchronized long pauseNanos() {
    return time().nanos();
  }

  /** All that can be read; costs a file for each thread of the JVM. */
  synchronized CollectorLoad load() {
    long collector = -1;
    long all = 0;
    try {
      all = ProcStat.of(process).processorTicks();
      String[] tasks = new File(process, "task").list();
      for (String task : tasks == null ? new String[0] : tasks) {
        collector = add(collector, new File(process, "task/" + task));
      }
    } catch (IOException | RuntimeException e) {
      collector = -1; // Without it there is no share.
    }
    return new CollectorLoad(collections(), pauseNanos(), collector, all);
  }

  /** One that has ended meanwhile counts for nothing. */
  private static long add(long sum, File task) {
    try {
      ProcStat stat = ProcStat.of(task);
      return COLLECTORS.matcher(stat.name()).matches()
          ? Math.max(0, sum) + stat.processorTicks()
          : sum;
    } catch (IOException e) {
      return sum;
    }
  }

  private CollectionTime time() {
    if (time == null) {
      time = new CollectionTime();
    }
    return time;
  }
}
