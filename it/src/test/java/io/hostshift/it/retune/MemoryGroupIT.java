package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.it.place.MemoryGroup;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In a real control group: the kernel refuses a limit below what the JVM holds, {@code release} is
 * run, and it accepts. Nothing is killed.
 */
@Tag("jdks")
class MemoryGroupIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  @BeforeEach
  void needGroups() {
    assumeTrue(MemoryGroup.available(), "no control groups of version 1 for memory here");
  }

  private ForkedJvm start(int version, MemoryGroup group, String agent, String... collector)
      throws Exception {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .startedBy(group.starter())
            .options(collector)
            .options("-Xms32m", "-Xmx900m")
            .agent("interval=200ms" + agent)
            .main(MemoryLoad.compile(folder), "idle")
            .start();
    jvm.out().await(MemoryLoad.READY, LIMIT);
    return jvm;
  }

  @ParameterizedTest
  @EachJdk
  void shouldMakeAShrinkPossibleThatTheKernelRefuses(int version) throws Exception {
    try (MemoryGroup group = MemoryGroup.create()) {
      assertThat(group.limit(1024 * MIB)).isTrue();
      try (ForkedJvm jvm = start(version, group, "", "-XX:+UseG1GC")) {
        AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
        assertThat(group.limit(400 * MIB)).as("refused with EBUSY").isFalse();

        Hostshift released =
            Hostshift.run(Jdk.of(version), "release", Long.toString(jvm.pid()), "--to", "380m");

        assertThat(released.code()).as(released.toString()).isZero();
        assertThat(released.text()).contains("collected").contains("heap").contains("resident");
        assertThat(group.limit(400 * MIB)).as("accepted").isTrue();
        jvm.err().await("the limit is now 400 MiB: the JVM may be killed", LIMIT);
        assertThat(Hostshift.run(Jdk.of(version), "status", Long.toString(jvm.pid())).code())
            .isEqualTo(3);
        assertThat(group.limit(1024 * MIB)).isTrue();
        view.await(
            "the warning is taken back", now -> now.memory("outgrowing").equals(false), LIMIT);
        assertThat(group.killed()).isFalse();
        assertThat(jvm.out().all()).doesNotContain(MemoryLoad.BROKEN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",mode=observe", ",killSwitch=/proc/self/stat"})
  void shouldCollectNothingWhereNothingMayBeChanged(String agent) throws Exception {
    try (MemoryGroup group = MemoryGroup.create()) {
      assertThat(group.limit(1024 * MIB)).isTrue();
      try (ForkedJvm jvm = start(17, group, agent, "-XX:+UseG1GC")) {
        AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);

        Hostshift released = Hostshift.run(Jdk.of(17), "release", Long.toString(jvm.pid()));

        assertThat(released.code()).isEqualTo(1);
        assertThat(String.join(" ", released.err()))
            .contains("collects nothing in mode observe or under the kill switch");
        assertThat(view.memory("collections")).isEqualTo(0L);
        assertThat(List.of(group.limit(400 * MIB))).containsExactly(false);
      }
    }
  }
}
