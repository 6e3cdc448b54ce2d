package io.hostshift.source.capacity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Capacity;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.file.GuestFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySourceTest {
  private static final String CPU_MAX = "sys/fs/cgroup/cpu.max";

  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createMachine() throws Exception {
    tree = new GuestTree(temp);
    tree.with("sys/devices/system/cpu/online", "0-3,6\n");
    tree.with("proc/meminfo", "MemTotal:         343504 kB\nMemFree:          10000 kB\n");
  }

  private Capacity read() {
    return new CapacitySource(tree.files(), Affinity.UNKNOWN).read(null).capacity();
  }

  private void allow(String list) throws Exception {
    tree.with(
        "proc/self/status",
        "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list + "\nMems:\t1\n");
  }

  private void unified(String group) throws Exception {
    tree.with("proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    tree.with("proc/self/cgroup", "0::" + group + "\n");
  }

  @Test
  void shouldReadARealGuest() throws Exception {
    Capacity capacity =
        new CapacitySource(GuestTree.captured("before").files(), Affinity.UNKNOWN)
            .read(null)
            .capacity();

    assertThat(capacity).isEqualTo(new Capacity(1, 0, 0, 343504L * 1024, 0));
  }

  @Test
  void shouldCountTheProcessorsThatAreOnline() {
    assertThat(read().online()).isEqualTo(5);
    assertThat(read().affinity()).isZero();
  }

  @Test
  void shouldCountOnlyAllowedProcessorsThatAreOnline() throws Exception {
    allow("2-7");

    assertThat(read().affinity()).isEqualTo(3);
    assertThat(read().processors()).isEqualTo(3);
  }

  @Test
  void shouldCountProcessorsInCpuinfoWithoutTheList() throws Exception {
    Files.delete(tree.path("sys/devices/system/cpu/online"));
    tree.with("proc/cpuinfo", "processor\t: 0\nmodel\t: x\n\nprocessor\t: 1\n");
    assertThat(read().online()).isEqualTo(2);

    tree.with("proc/cpuinfo", "# processors    : 1\nprocessor 0: version = 00\n");
    assertThat(read().online()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheLeastLimitOfAllGroupsAboveTheProcess() throws Exception {
    unified("/a/b");
    tree.with("sys/fs/cgroup/a/b/cpu.max", "400000 100000\n");
    tree.with("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
    tree.with("sys/fs/cgroup/a/b/memory.max", "max\n");
    tree.with("sys/fs/cgroup/a/memory.max", "1073741824\n");

    assertThat(read().cpuLimit()).isEqualTo(1.5);
    assertThat(read().processors()).isEqualTo(2);
    assertThat(read().memoryLimitBytes()).isEqualTo(1L << 30);
  }

  @Test
  void shouldReadTheLimitsOfVersionOne() throws Exception {
    tree.with(
        "proc/self/mountinfo",
        "1 2 0:3 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
            + "1 2 0:4 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
    tree.with("proc/self/cgroup", "2:memory:/\n1:cpu:/app\n");
    tree.with("sys/fs/cgroup/cpu/app/cpu.cfs_quota_us", "250000\n");
    tree.with("sys/fs/cgroup/cpu/app/cpu.cfs_period_us", "100000\n");
    tree.with("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    tree.with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(read().cpuLimit()).isEqualTo(2.5);
    assertThat(read().memoryLimitBytes()).isZero();
  }

  @Test
  void shouldFindTheLimitsOfATreeWithoutProcSelf() throws Exception {
    tree.with(CPU_MAX, "200000 100000\n");

    assertThat(read().cpuLimit()).isEqualTo(2);
  }

  @Test
  void shouldNoticeALimitThatIsChangedInPlace() throws Exception {
    tree.with(CPU_MAX, "400000 100000\n");
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);
    assertThat(source.read(first)).isSameAs(first);

    Files.write(tree.path(CPU_MAX), "200000 100000\n".getBytes(US_ASCII));

    assertThat(source.read(first).capacity().cpuLimit()).isEqualTo(2);
  }

  @Test
  void shouldNoticeALimitThatAppearsLater() throws Exception {
    unified("/app");
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    tree.with("sys/fs/cgroup/app/cpu.max", "200000 100000\n");

    assertThat(source.read(first).capacity().cpuLimit()).isEqualTo(2);
  }

  @Test
  void shouldFollowTheProcessIntoAnotherGroup() throws Exception {
    unified("/a");
    tree.with("sys/fs/cgroup/a/cpu.max", "400000 100000\n");
    tree.with("sys/fs/cgroup/b/cpu.max", "100000 100000\n");
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    tree.with("proc/self/cgroup", "0::/b\n");

    assertThat(source.read(first).capacity().cpuLimit()).isEqualTo(1);
  }

  @Test
  void shouldNoticeAnotherAffinity() throws Exception {
    allow("0-3");
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    allow("0-1");

    assertThat(source.read(first).capacity().affinity()).isEqualTo(2);
  }

  /** It is looked for first where it was the last time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Name:\tj\nCpus_allowed_list:\t2-3\n",
        "Name:\tjava\nState:\tR\nUmask:\t0\nCpus_allowed_list:\t2-3\nMems:\t1\n",
        "Cpus_allowed_list:\t2-3\nName:\tjava\nCpus_allowed:\tff\nMems_allowed_list:\t1\n"
      })
  void shouldFindTheAffinityWhereverItsLineIs(String status) throws Exception {
    allow("2-7");
    Source source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    tree.with("proc/self/status", status);
    Reading second = source.read(first);
    tree.with("proc/self/status", status.replace("2-3", "2-6"));

    assertThat(second.capacity().affinity()).isEqualTo(2);
    assertThat(source.read(second).capacity().affinity()).isEqualTo(3);
  }

  @Test
  void shouldReturnTheSameReadingWhenOnlyFreeMemoryChanged() throws Exception {
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    tree.with("proc/meminfo", "MemTotal:         343504 kB\nMemFree:          20000 kB\n");

    assertThat(source.read(first)).isSameAs(first);
  }

  private void hasMemory(String total) throws Exception {
    tree.with("proc/meminfo", "MemTotal:  " + total + "\nMemFree:          10000 kB\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3 kB", "343", "343504", "34350400 kB", "x43504 kB", ""})
  void shouldBelieveNoMemoryThatOneLookAloneHasShown(String total) throws Exception {
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading reading = source.read(null);

    hasMemory(total);
    reading = source.read(reading);
    assertThat(reading.capacity().memoryBytes()).isEqualTo(343504L * 1024);
    hasMemory("343504 kB");
    reading = source.read(reading);
    reading = source.read(reading);

    assertThat(reading.capacity().memoryBytes()).isEqualTo(343504L * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100000 kB", "1700000 kB"})
  void shouldBelieveAnotherMemoryAtTheSecondLook(String total) throws Exception {
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading reading = source.read(null);

    hasMemory(total);
    reading = source.read(source.read(reading));

    assertThat(reading.capacity().memoryBytes())
        .isEqualTo(Long.parseLong(total.replace(" kB", "")) * 1024);
  }

  @Test
  void shouldFollowMemoryThatABalloonChangesAtEachLook() throws Exception {
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading reading = source.read(null);

    for (int kib = 340_000; kib > 200_000; kib -= 5_000) {
      hasMemory(kib + " kB");
      reading = source.read(reading);
      assertThat(reading.capacity().memoryBytes()).isEqualTo(kib * 1024L);
    }
  }

  @Test
  void shouldNotResizeOnAFileThatIsBeingWritten() throws Exception {
    tree.with(CPU_MAX, "400000 100000\n");
    CapacitySource source = new CapacitySource(tree.files(), Affinity.UNKNOWN);
    Reading first = source.read(null);

    tree.with(CPU_MAX, "");
    Reading torn = source.read(first);
    tree.with(CPU_MAX, "400000 100000\n").with("sys/devices/system/cpu/online", "");
    Reading alsoTorn = source.read(torn);
    tree.with("sys/devices/system/cpu/online", "0-3,6\n");

    assertThat(torn.capacity()).isEqualTo(first.capacity());
    assertThat(alsoTorn.capacity()).isEqualTo(first.capacity());
    assertThat(torn.reason()).contains("cpu.max: not a limit of processors");
    assertThat(alsoTorn.reason()).contains("online: no list of processors");
    assertThat(source.read(alsoTorn).sameAs(first)).isTrue();
  }

  /** A limit of 0 is legal: it makes the kernel reclaim all that it can. */
  @Test
  void shouldSayThatALimitWouldNotBeSeenWhereNoControlGroupIsMounted() throws Exception {
    tree.with("proc/self/mountinfo", "22 1 0:20 / /proc rw - proc proc rw\n");
    Reading reading = new CapacitySource(tree.files(), Affinity.UNKNOWN).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.READABLE);
    assertThat(reading.reason())
        .isEqualTo("no control group is mounted here: a limit would not be seen");
    assertThat(reading.capacity().processors()).isEqualTo(5);
  }

  @Test
  void shouldLoseNothingButTheFileThatCannotBeUnderstood() throws Exception {
    tree.with(CPU_MAX, "200000 100000\n").with("sys/fs/cgroup/memory.max", "0\n");
    Reading reading = new CapacitySource(tree.files(), Affinity.UNKNOWN).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.READABLE);
    assertThat(reading.reason()).endsWith("memory.max: not a limit: \"0\"");
    assertThat(reading.capacity()).isEqualTo(new Capacity(5, 0, 2, 343504L * 1024, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The mask, what is online, what is offline, and how many may be used.
        "0-239 | 0    |       | 1",
        "0-239 | 0    | 1-239 | 1",
        "2,3   | 0-2  | 3     | 1",
        "0-3   | 0-1  | 2-3   | 2",
        "1     | 0-3  |       | 1",
        "2-7   | 0-3,6 |      | 3",
        // Numbered anew by LXCFS.
        "1,5   | 0-1  |       | 2",
        "3,5   | 0-1  |       | 2",
        "0,7   | 0-1  |       | 2",
        "5-12  | 0-7  |       | 8",
        "24    | 0    |       | 1"
      })
  void shouldCountWhatTheKernelWouldLetItRunOn(
      String mask, String online, String offline, int count) throws Exception {
    allow(mask);
    tree.with("sys/devices/system/cpu/online", online + "\n");
    if (offline != null) {
      tree.with("sys/devices/system/cpu/offline", offline + "\n");
    }

    assertThat(read().affinity()).isEqualTo(count);
  }

  @Test
  void shouldTakeTheMaskAloneWhereAProgramShowsWhatIsOnline() throws Exception {
    allow("0-3");
    tree.with("sys/devices/system/cpu/online", "0-1\n");
    assertThat(read().affinity()).isEqualTo(2);

    tree.with(
        "proc/self/mountinfo",
        "1 2 0:3 / /sys rw - sysfs sysfs rw\n"
            + "9 1 0:9 /sys/online /sys/devices/system/cpu/online ro - fuse.lxcfs lxcfs rw\n");

    assertThat(read().affinity()).isEqualTo(4);
  }

  private static Affinity kernel(AtomicInteger count) {
    return new Affinity() {
      private int last;

      @Override
      public boolean refresh() {
        boolean changed = last != count.get();
        last = count.get();
        return changed;
      }

      @Override
      public int count() {
        return last;
      }
    };
  }

  @Test
  void shouldLetTheKernelDecideWhereItCanBeAsked() throws Exception {
    allow("0-3");
    AtomicInteger answer = new AtomicInteger(2);
    CapacitySource source = new CapacitySource(tree.files(), kernel(answer));
    Reading first = source.read(null);
    assertThat(first.capacity()).isEqualTo(new Capacity(5, 2, 0, 343504L * 1024, 0));
    assertThat(source.read(first)).isSameAs(first);

    answer.set(3);
    Reading second = source.read(first);
    assertThat(second.capacity().affinity()).isEqualTo(3);

    tree.with("sys/devices/system/cpu/online", "none\n");
    answer.set(1);
    assertThat(source.read(second).capacity().affinity()).isEqualTo(1);
  }

  @Test
  void shouldCountByFilesOnceTheKernelDoesNotTellAnyMore() throws Exception {
    allow("0-2");
    AtomicInteger answer = new AtomicInteger(1);
    CapacitySource source = new CapacitySource(tree.files(), kernel(answer));
    Reading first = source.read(null);

    answer.set(0);

    assertThat(source.read(first).capacity().affinity()).isEqualTo(3);
  }

  @Test
  void shouldCountAsTheKernelDoesOnTheLiveMachine() {
    GuestFiles live = new GuestFiles(new java.io.File("/"));
    Capacity byFiles = new CapacitySource(live, Affinity.UNKNOWN).read(null).capacity();
    Capacity byKernel = new CapacitySource(live, new Jna(null)).read(null).capacity();

    assertThat(byKernel).isEqualTo(byFiles);
  }

  /** Some kernels list each processor that could ever be there, and a sandbox may hide /sys. */
  @Test
  void shouldCutTheMaskByCpuinfoWhereSysIsHidden() throws Exception {
    Files.delete(tree.path("sys/devices/system/cpu/online"));
    allow("0-239");
    tree.with("proc/cpuinfo", "processor\t: 0\nvendor_id\t: x\n");
    assertThat(read()).isEqualTo(new Capacity(1, 1, 0, 343504L * 1024, 0));

    allow("1-2");
    tree.with("proc/cpuinfo", "processor\t: 0\n\nprocessor\t: 1\n\nprocessor\t: 2\n");
    assertThat(read().affinity()).isEqualTo(2);

    tree.with("proc/cpuinfo", "# processors    : 2\nprocessor 1: version = 00\nprocessor 2: v\n");
    assertThat(read().affinity()).isEqualTo(2);
  }

  @Test
  void shouldSeeAMemoryLimitThatTheNameSpaceHides() throws Exception {
    tree.with(
        "proc/self/mountinfo", "1 2 0:4 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
    tree.with("proc/self/cgroup", "2:memory:/\n");
    tree.with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    tree.with(
        "sys/fs/cgroup/memory/memory.stat",
        "cache 1\nhierarchical_memory_limit 1073741824\ntotal_cache 1\n");

    assertThat(read().memoryLimitBytes()).isEqualTo(1L << 30);
  }

  @Test
  void shouldBeAbsentWhereNothingIsShown(@TempDir Path empty) {
    Reading reading = new CapacitySource(new GuestTree(empty).files(), Affinity.UNKNOWN).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
  }

  @Test
  void shouldAgreeWithTheJvmOnTheLiveMachine() {
    Capacity capacity =
        new CapacitySource(new GuestFiles(new java.io.File("/")), Affinity.UNKNOWN)
            .read(null)
            .capacity();

    assertThat(capacity.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(capacity.memoryBytes()).isPositive();
  }

  @Test
  void shouldRefuseWhatIsNoListOfProcessors() {
    for (String garbage :
        new String[] {"", "x", "3-1", "0-", "-1", "0,,1", "99999999999", "70000"}) {
      byte[] bytes = garbage.getBytes(US_ASCII);
      assertThatThrownBy(() -> CpuList.parse(bytes, 0, bytes.length))
          .as(garbage)
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void shouldRefuseWhatIsNoLimit() {
    for (String garbage : new String[] {"", "x 100000", "0 100000", "1 0", "1 2 3"}) {
      assertThatThrownBy(() -> CgroupLimit.bandwidth(garbage))
          .as(garbage)
          .isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> CgroupLimit.memory("10M")).isInstanceOf(MalformedException.class);
  }
}
