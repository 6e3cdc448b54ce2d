package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.VMOption;
import io.hostshift.base.Eventually;
import io.hostshift.base.UnavailableException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the JVM that runs the test, and without instrumentation: reading only. */
class HotSpotTest {
  private HotSpot hotspot;

  @BeforeEach
  void open() throws UnavailableException {
    hotspot = HotSpot.open(null, WriteWitness.NONE);
  }

  @AfterEach
  void close() {
    hotspot.close();
  }

  @Test
  void shouldReadEveryFlagAsTheDiagnosticBeanDoes() throws Exception {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (String name : hotspot.flags().names()) {
      VMOption option;
      try {
        option = bean.getVMOption(name);
      } catch (IllegalArgumentException locked) {
        continue; // The bean shows neither diagnostic nor experimental flags.
      }
      VmFlag flag = hotspot.flag(name);
      softly.assertThat(FlagReport.text(flag)).as(name).isEqualTo(option.getValue());
      softly.assertThat(flag.origin()).as(name).isEqualTo(FlagReport.origin(option.getOrigin()));
      compared++;
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(300);
  }

  @Test
  void shouldKnowItsVersionAndCollector() {
    assertThat(hotspot.version()).isEqualTo(Runtime.version().feature());
    String bean = ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
    Collector expected =
        bean.startsWith("G1")
            ? Collector.G1
            : bean.startsWith("PS") ? Collector.PARALLEL : Collector.SERIAL;
    assertThat(hotspot.collector()).isEqualTo(expected);
  }

  @Test
  void shouldSeeTheWorkersOfTheLastCollectionOfG1AndParallelAlone() throws Exception {
    System.gc();
    int workers = (int) hotspot.flag("ParallelGCThreads").value();
    UsedWorkers used = hotspot.used(workers);

    if (hotspot.collector() == Collector.SERIAL) {
      assertThatThrownBy(used::last)
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("the set of workers of Serial");
    } else {
      assertThat(used.last()).isBetween(1, workers);
    }
  }

  @Test
  void shouldGiveNoFlagForAnUnknownName() {
    assertThat(hotspot.flag("NoSuchFlag")).isNull();
    assertThat(hotspot.flag("")).isNull();
  }

  @Test
  void shouldTakeTheWidthFromTheFlagsType() {
    assertThat(hotspot.flag("UseSerialGC").width()).isEqualTo(1);
    assertThat(hotspot.flag("ActiveProcessorCount").width()).isEqualTo(4);
    assertThat(hotspot.flag("HeapSizePerGCThread").width()).isEqualTo(8);
    assertThat(hotspot.flag("MaxRAMPercentage").type()).isEqualTo(FlagType.DOUBLE);
    assertThat(hotspot.flag("MaxHeapSize").value()).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @Test
  void shouldCountNonDaemonThreadsAsTheyComeAndGo() {
    // A thread that an earlier test has left may end meanwhile, and one counts a moment longer than
    // others wait for it.
    Eventually.holds(
        "one more while a thread runs, the same number before and after",
        () -> {
          int before = hotspot.threads().nonDaemonCount();
          AtomicInteger within = new AtomicInteger();
          Thread thread = new Thread(() -> within.set(hotspot.threads().nonDaemonCount()));
          thread.start();
          thread.join();
          return before > 0
              && within.get() == before + 1
              && hotspot.threads().nonDaemonCount() == before;
        });
  }

  @Test
  void shouldAllocateNothingToReadAFlagAgain() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    VmFlag flag = hotspot.flag("HeapSizePerGCThread");
    for (int i = 0; i < 1_000; i++) {
      flag.value();
    }
    long before = threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < 1_000; i++) {
      flag.value();
    }
    // Some bytes are the bean's own.
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(1_000);
  }

  @Test
  void shouldNotWriteWithoutInstrumentation() {
    VmFlag flag = hotspot.flag("ActiveProcessorCount");
    assertThat(flag.valueRefusal()).isEqualTo("no internal Unsafe: there is no instrumentation");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> flag.write(3))
        .withMessage(flag.valueRefusal());
  }

  @Test
  void shouldFailWhenItIsReadAfterItWasClosed() {
    VmFlag flag = hotspot.flag("UseSerialGC");
    hotspot.close();
    assertThatIllegalStateException()
        .isThrownBy(flag::value)
        .withMessageStartingWith("UseSerialGC cannot be read any more");
  }

  @Test
  void shouldSayThatProcIsNotMounted(@TempDir Path proc) {
    refuses(proc.toFile(), "/proc is not mounted: there is no " + proc + "/mem");
  }

  @Test
  void shouldSayThatNoLibjvmIsMapped(@TempDir Path proc) throws Exception {
    Files.createFile(proc.resolve("mem"));
    Files.writeString(proc.resolve("maps"), "7f00-8000 r--p 00000000 fe:00 1    /bin/java\n");
    refuses(proc.toFile(), "no libjvm.so is mapped into this process");
  }

  @Test
  void shouldSayThatTheMappedFileIsNoLibrary(@TempDir Path proc) throws Exception {
    Files.createFile(proc.resolve("mem"));
    Path library = Files.writeString(proc.resolve("libjvm.so"), "x".repeat(100));
    Files.writeString(proc.resolve("maps"), "7f00-8000 r--p 00000000 fe:00 1    " + library + "\n");
    refuses(proc.toFile(), library + ": offset 0x0: not an ELF file");
  }

  @Test
  void shouldSayThatTheMemoryCannotBeRead(@TempDir Path proc) throws Exception {
    Files.write(proc.resolve("mem"), new byte[64]);
    Files.write(proc.resolve("maps"), Files.readAllBytes(Path.of("/proc/self/maps")));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> HotSpot.open(null, proc.toFile(), asked -> null, WriteWitness.NONE))
        .withMessageStartingWith("the JVM's memory cannot be read: ");
  }

  private static void refuses(File proc, String reason) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> HotSpot.open(null, proc, asked -> null, WriteWitness.NONE))
        .withMessage(reason);
  }
}
