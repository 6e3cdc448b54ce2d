package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each test writes in a JVM of its own, whose whole output is compared: nothing else is printed.
 */
class FlagWriteTest {
  private static final String PROCESSORS =
      Runtime.getRuntime().availableProcessors() + " processors";

  @TempDir private Path folder;

  @Test
  void shouldChangeTheProcessorsAndGiveThemBack() throws Exception {
    assertThat(run("-XX:+UseSerialGC", "ActiveProcessorCount=7", "ActiveProcessorCount=-1"))
        .containsExactly("7 processors", PROCESSORS);
  }

  @Test
  void shouldChangeTheHeapPerWorker() throws Exception {
    assertThat(run("-XX:+UseG1GC", "HeapSizePerGCThread=1073741824"))
        .containsExactly("1073741824 DEFAULT");
    assertThat(run("-XX:+UseParallelGC", "HeapSizePerGCThread=1073741824"))
        .containsExactly("1073741824 DEFAULT");
  }

  @Test
  void shouldNeverMakeTheDivisorZero() throws Exception {
    assertThat(run("-XX:+UseG1GC", "HeapSizePerGCThread=0"))
        .containsExactly("refused: HeapSizePerGCThread may be 1048576 to 17592186044416, not 0");
  }

  @Test
  void shouldNotMakeTheProcessorsNone() throws Exception {
    assertThat(run("-XX:+UseSerialGC", "ActiveProcessorCount=0"))
        .containsExactly("refused: ActiveProcessorCount may be -1 or 1 to 8192, not 0");
  }

  @Test
  void shouldNotWriteWhatCorruptsTheHeap() throws Exception {
    assertThat(run("-XX:+UseParallelGC", "ParallelGCThreads=1"))
        .containsExactly(
            "refused: writing ParallelGCThreads is not proven to be safe with PARALLEL on Java "
                + Runtime.version().feature());
  }

  /** The same JVM, had its library been made for another processor. */
  @ParameterizedTest
  @EnumSource(value = Architecture.class, mode = EnumSource.Mode.EXCLUDE, names = "X86_64")
  void shouldLeaveEveryFlagOnAProcessorOnWhichNothingWasTried(Architecture architecture)
      throws Exception {
    FlagWriter writer = new FlagWriter(null, null, null, "no pen", name -> null);
    try (HotSpot hotspot = HotSpot.open(null, WriteWitness.NONE)) {
      for (ProvenWrite write : ProvenWrite.values()) {
        VmFlag flag = hotspot.flag(write.flag());
        if (flag != null) {
          writer.provenFor(architecture, Collector.SHENANDOAH, 25, List.of());
          assertThat(writer.refusal(flag, write.ofOrigin()))
              .endsWith("not proven to be safe with SHENANDOAH on Java 25 on " + architecture);
        }
      }
    }
  }

  @Test
  void shouldNotWriteAnyOtherFlag() throws Exception {
    assertThat(run("-XX:+UseG1GC", "MaxHeapSize=1", "MaxHeapSize:DEFAULT"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("refused: writing"));
  }

  @Test
  void shouldLetG1ChooseItsMarkersWhereTheirNumberWasErgonomic() throws Exception {
    assertThat(run("-XX:+UseG1GC", "ConcGCThreads:DEFAULT", "ConcGCThreads:ERGONOMIC"))
        .containsExactly("1 DEFAULT", "1 ERGONOMIC");
  }

  @Test
  void shouldLeaveMarkersThatAPersonChose() throws Exception {
    assertThat(run("-XX:+UseG1GC -XX:ConcGCThreads=2", "ConcGCThreads:DEFAULT"))
        .containsExactly("refused: set on the command line");
  }

  @Test
  void shouldLeaveEachFlagThatAPersonChoseButTheOneThatMayBeACeiling() throws Exception {
    assertThat(
            run(
                "-XX:+UseG1GC -XX:HeapSizePerGCThread=64m -XX:ActiveProcessorCount=8",
                "HeapSizePerGCThread=200000000",
                "ActiveProcessorCount=2"))
        .containsExactly("refused: set on the command line", "2 processors");
  }

  @Test
  void shouldWriteNothingWhereTheJvmSaysAnotherValue() throws Exception {
    assertThat(run("-XX:+UseSerialGC", "VALUE@ActiveProcessorCount", "ActiveProcessorCount=7"))
        .containsExactly(
            "disbelieved: the JVM itself says that ActiveProcessorCount is 12345 (DEFAULT), its"
                + " memory -1 (DEFAULT)",
            PROCESSORS);
  }

  @Test
  void shouldWriteNothingWhereTheJvmSaysAnotherOrigin() throws Exception {
    assertThat(run("-XX:+UseG1GC", "ORIGIN@ConcGCThreads", "ConcGCThreads:DEFAULT"))
        .containsExactly(
            "disbelieved: the JVM itself says that ConcGCThreads is 1 (CONFIG_FILE), its memory 1"
                + " (ERGONOMIC)",
            "1 ERGONOMIC");
  }

  @Test
  void shouldPutBackAValueThatTheJvmDoesNotShow() throws Exception {
    assertThat(
            run(
                "-XX:+UseSerialGC",
                "STUCK@ActiveProcessorCount",
                "ActiveProcessorCount=7",
                "ActiveProcessorCount=6"))
        .containsExactly(
            "disbelieved: the JVM itself says that ActiveProcessorCount is -1 (DEFAULT), its"
                + " memory 7 (DEFAULT)",
            PROCESSORS,
            "disbelieved: the JVM itself says that ActiveProcessorCount is -1 (DEFAULT), its"
                + " memory 7 (DEFAULT)",
            PROCESSORS);
  }

  @Test
  void shouldPutBackAnOriginThatTheJvmDoesNotShow() throws Exception {
    assertThat(run("-XX:+UseG1GC", "STUCK@ConcGCThreads", "ConcGCThreads:DEFAULT"))
        .containsExactly(
            "disbelieved: the JVM itself says that ConcGCThreads is 1 (ERGONOMIC), its memory 1"
                + " (DEFAULT)",
            "1 ERGONOMIC");
  }

  @Test
  void shouldWriteWhereTheJvmSaysNothing() throws Exception {
    assertThat(run("-XX:+UseG1GC", "SILENT@HeapSizePerGCThread", "HeapSizePerGCThread=1073741824"))
        .containsExactly("1073741824 DEFAULT");
  }

  @Test
  void shouldNotWriteWhatTheJvmDoesNotShowWhereItSaysOtherwiseOfAnother() throws Exception {
    assertThat(
            run(
                "-XX:+UseG1GC",
                "SILENT@HeapSizePerGCThread,VALUE@ParallelGCThreads",
                "HeapSizePerGCThread=1073741824"))
        .first()
        .isEqualTo(
            "disbelieved: the JVM itself says that ParallelGCThreads is 12345 (DEFAULT), its"
                + " memory 4 (COMMAND_LINE)");
  }

  @Test
  void shouldTellOfEachWriteBeforeItIsMade() throws Exception {
    assertThat(
            run(
                "-XX:+UseG1GC",
                "tell",
                "ActiveProcessorCount=7",
                "ActiveProcessorCount=7",
                "ConcGCThreads:DEFAULT",
                "ConcGCThreads:ERGONOMIC"))
        .containsExactly(
            "before ActiveProcessorCount=7: " + PROCESSORS,
            "7 processors",
            "7 processors",
            "before ConcGCThreads.origin=DEFAULT: 1 ERGONOMIC",
            "1 DEFAULT",
            "before ConcGCThreads.origin=ERGONOMIC, back: 1 DEFAULT",
            "1 ERGONOMIC");
  }

  @Test
  void shouldWriteNothingThatIsForbidden() throws Exception {
    assertThat(
            run(
                "-XX:+UseSerialGC",
                "forbid",
                "ActiveProcessorCount=7",
                "HeapSizePerGCThread=1073741824"))
        .first()
        .isEqualTo("refused: not now");
  }

  @Test
  void shouldTellOfEachStoreToTheSetOfWorkers() throws Exception {
    if (GangLayout.of(Architecture.ofThisProcess(), Runtime.version().feature()) != null) {
      assertThat(run("-XX:+UseG1GC", "tell", "gang=1")).first().isEqualTo("before gang=1: ");
    }
  }

  @Test
  void shouldSayNothingOfAFlagThatIsLocked() {
    assertThat(new ManagementWord().of("WhiteBoxAPI")).isNull();
    assertThat(new ManagementWord().of("NoSuchFlag")).isNull();
    assertThat(new ManagementWord().of("ParallelGCThreads")).isNotNull();
  }

  @Test
  void shouldLimitTheSetOfWorkersWhereThatIsProven() throws Exception {
    String option = "-XX:+UseG1GC";
    if (GangLayout.of(Architecture.ofThisProcess(), Runtime.version().feature()) == null) {
      assertThat(run(option, "gang=1"))
          .containsExactly(
              "refused: it is proven for G1 on Java 17, 21, 25, 26 and 27 on x86-64 alone");
    } else {
      assertThat(run(option, "gang=1", "gang=2", "gang=4", "gang=5", "gang=0"))
          .containsExactly(
              "at most 1, active true",
              "at most 2, active true",
              "at most 4, active true",
              "refused: the workers may be 1 to 4, not 5",
              "refused: the workers may be 1 to 4, not 0");
    }
  }

  @Test
  void shouldNotLimitWorkersOfWhichSomeAreNotMadeYet() throws Exception {
    if (GangLayout.of(Architecture.ofThisProcess(), Runtime.version().feature()) != null) {
      assertThat(run("-XX:+UseG1GC", "fewgang=1"))
          .containsExactly("refused: HotSpot has not made all workers as yet");
    }
  }

  @Test
  void shouldNotLimitTheWorkersOfAnotherCollector() throws Exception {
    assertThat(run("-XX:+UseParallelGC", "gang=1"))
        .containsExactly(
            "refused: it is proven for G1 on Java 17, 21, 25, 26 and 27 on x86-64 alone");
  }

  private List<String> run(String options, String... writes) throws Exception {
    // Four workers make one marker on any machine.
    List<String> all = new ArrayList<>(List.of("-XX:ParallelGCThreads=4", "-Xmx64m"));
    all.addAll(List.of(options.split(" ")));
    return AgentProgram.run(folder, FlagWriting.class, all, writes);
  }
}
