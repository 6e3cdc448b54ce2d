package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.it.place.CpuGroup;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a JVM counts, what {@code status} says of it and what a JVM on a machine of that size would
 * count are one, also where the JVM does not see the limit: that of a parent control group before
 * 24, and any under {@code -XX:-UseContainerSupport}.
 */
@Tag("jdks")
class CpuLimitIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BLIND = "-XX:-UseContainerSupport";
  private static final String SEEING = "-XX:+UseContainerSupport";
  private static final String COUNTING =
      """
      public class Counting {
        public static void main(String[] args) throws Exception {
          for (int last = 0; ; Thread.sleep(20)) {
            int now = Runtime.getRuntime().availableProcessors();
            if (now != last) System.out.println("processors " + now);
            last = now;
          }
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void needGroupsAndTwoProcessors() {
    assumeTrue(CpuGroup.available(), "no control groups of version 1 for processors here");
    assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "one processor cannot be limited");
  }

  static Stream<Arguments> cells() {
    return Jdk.MATRIX.stream()
        .flatMap(
            version ->
                Stream.of(SEEING, BLIND).map(option -> Arguments.of(Jdk.of(version), option)));
  }

  private ForkedJvm start(Jdk jdk, String option, CpuGroup group) throws Exception {
    return ForkedJvm.on(jdk)
        .startedBy(group.starter())
        .options("-XX:+UseG1GC", option)
        .agent("interval=200ms,minRetune=1s")
        .main(Program.compile(folder, "Counting", COUNTING))
        .start();
  }

  /** All that is said of the processors has this number. */
  private static void awaitCount(ForkedJvm jvm, int processors) {
    AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    view.await(
        processors + " processors, applied",
        now ->
            Integer.valueOf(processors).equals(now.settings("current").get("processors"))
                && Integer.valueOf(processors).equals(now.settings("target").get("processors"))
                && "APPLIED".equals(now.settings("state").get("processors"))
                && last(jvm).equals("processors " + processors),
        LIMIT);
    for (String setting : view.settings("state").keySet()) {
      if ("APPLIED".equals(view.settings("state").get(setting))) {
        assertThat(view.settings("current").get(setting))
            .as(setting)
            .isEqualTo(view.settings("target").get(setting));
      }
    }
  }

  /** What the application has seen. */
  private static String last(ForkedJvm jvm) {
    List<String> lines = jvm.out().all();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldCountALimitOfTheParentFromTheStart(Jdk jdk, String option) throws Exception {
    try (CpuGroup group = CpuGroup.create()) {
      group.limitParent(1);
      try (ForkedJvm jvm = start(jdk, option, group)) {
        awaitCount(jvm, 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldCountALimitOfItsOwnGroupFromTheStart(Jdk jdk, String option) throws Exception {
    try (CpuGroup group = CpuGroup.create()) {
      group.limitLeaf(1);
      try (ForkedJvm jvm = start(jdk, option, group)) {
        awaitCount(jvm, 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldFollowALimitOfTheParentThatComesAndGoes(Jdk jdk, String option) throws Exception {
    int machine = Runtime.getRuntime().availableProcessors();
    try (CpuGroup group = CpuGroup.create();
        ForkedJvm jvm = start(jdk, option, group)) {
      awaitCount(jvm, machine);
      group.limitParent(1);
      awaitCount(jvm, 1);
      group.limitParent(0);
      awaitCount(jvm, machine);
    }
  }
}
