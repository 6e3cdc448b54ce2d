package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hostshift.base.Errands;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.capacity.CapacitySource;
import io.hostshift.source.catalog.LocalSources;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a poll allocates in which nothing changed: the JDK's opening of files and nothing else. */
class PollAllocationTest {
  private static final int POLLS = 500;

  /** An open and a close of java.io: 160 bytes on 17, 192 on 25. */
  private static final long PER_OPEN = 224;

  @TempDir Path temp;

  private static double perPoll(List<Source> sources) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    Reading[] last = new Reading[sources.size()];
    long before = 0;
    for (int poll = -100; poll < POLLS; poll++) {
      if (poll == 0) {
        before = threads.getThreadAllocatedBytes(me);
      }
      for (int i = 0; i < last.length; i++) {
        last[i] = sources.get(i).read(last[i]);
      }
    }
    return (double) (threads.getThreadAllocatedBytes(me) - before) / POLLS;
  }

  @Test
  void shouldAllocateNoMoreThanTheOpensOfItsFiles() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("sys/class/dmi/id/product_uuid", "1-2\n");
    tree.with("sys/devices/system/cpu/online", "0-3\n");
    tree.with("proc/self/status", "Cpus_allowed_list:\t0-3\n");
    tree.with("proc/self/cgroup", "0::/\n");
    tree.with("proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    tree.with("sys/fs/cgroup/cpu.max", "200000 100000\n");
    tree.with("sys/fs/cgroup/memory.max", "max\n");
    tree.with("proc/meminfo", "MemTotal: 343504 kB\n");
    tree.with("ids", "host=a\n");
    int opened = 8;

    List<Source> sources =
        LocalSources.of(
                tree.files(),
                null,
                name -> true,
                name -> List.of(),
                tree.path("ids").toFile(),
                null,
                new Errands(System::nanoTime))
            .all();

    assertThat(perPoll(sources)).isLessThan(opened * PER_OPEN);
  }

  @Test
  void shouldAllocateLittleWhereTheKernelIsAskedForTheProcessors() {
    List<Source> sources =
        LocalSources.of(
                new GuestFiles(new File("/")),
                new Jna(null),
                CapacitySource.NAME::equals,
                name -> List.of(),
                null,
                null,
                new Errands(System::nanoTime))
            .all();

    assertThat(perPoll(sources)).as("three opens, and a call").isLessThan(4 * PER_OPEN);
  }

  @Test
  void shouldAllocateLittleOnTheLiveMachine() {
    List<Source> sources =
        LocalSources.of(
                new GuestFiles(new File("/")),
                null,
                name -> true,
                name -> List.of(),
                null,
                null,
                new Errands(System::nanoTime))
            .all();

    double bytes = perPoll(sources);

    assertThat(bytes).as("the budget of docs/results/cost.md").isLessThan(1024);
  }
}
