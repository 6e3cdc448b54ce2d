package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ShippedJars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits of control groups of version 2, which come and go while a JVM runs: what the application
 * counts, what {@code status} says and what the limit is are one, also where the JVM itself does
 * not see the limit. Version 1 is played by {@code CpuLimitIT}.
 */
@Tag("jdks")
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestCpuLimitIT {
  private static final String PARENT = "/sys/fs/cgroup/parent";
  private static final String LEAF = PARENT + "/leaf";
  private static final String NONE = "max";
  private static final String ONE = "100000";
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final List<Integer> JDKS = List.of(8, 11, 17, 21, 25, 27);

  private GuestMachine machine;

  @BeforeAll
  void boot(@TempDir Path folder) {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withProcessors(2, 2)
            .withMemoryMb(2560)
            .withJdks(JDKS.toArray(Integer[]::new));
    machine =
        GuestMachine.boot(
            spec,
            new Payload()
                .file("hostshift.jar", ShippedJars.agent())
                .file(
                    "classes/" + CountingProcessors.NAME + ".class",
                    CountingProcessors.compile(folder)));
    machine
        .shell()
        .run(
            "cd /sys/fs/cgroup; echo +cpu > cgroup.subtree_control; mkdir -p "
                + LEAF
                + "; echo +cpu > "
                + PARENT
                + "/cgroup.subtree_control");
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  static Stream<Arguments> cells() {
    return JDKS.stream()
        .flatMap(
            jdk ->
                Stream.of("-XX:+UseContainerSupport", "-XX:-UseContainerSupport")
                    .map(option -> Arguments.of(jdk, option)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldCountALimitOfItsGroupAndOfTheParent(int jdk, String option) throws Exception {
    limit(PARENT, ONE);
    limit(LEAF, NONE);
    String java = "/jdk/" + jdk + "/bin/java ";
    String out = "/run/count" + jdk + option.charAt(4) + ".out";
    machine
        .shell()
        .start(
            "sh -c 'echo $$ > "
                + LEAF
                + "/cgroup.procs; exec "
                + java
                + "-XX:+UseG1GC -Xmx64m "
                + option
                + " -javaagent:/payload/hostshift.jar=interval=500ms,minRetune=1s,sources=capacity"
                + " -cp /payload/classes "
                + CountingProcessors.NAME
                + " > "
                + out
                + " 2> "
                + out
                + ".err'");
    awaitCount(1, out, java);
    limit(PARENT, NONE);
    awaitCount(2, out, java);
    limit(LEAF, ONE);
    awaitCount(1, out, java);
    limit(LEAF, NONE);
    awaitCount(2, out, java);
  }

  @AfterEach
  void endJvm() {
    machine.shell().run("kill -9 $(pidof java) 2> /dev/null || true");
  }

  private void limit(String group, String quota) {
    machine.shell().run("echo '" + quota + " 100000' > " + group + "/cpu.max");
  }

  private String pid() {
    return ListeningJvm.pid(machine, CountingProcessors.NAME);
  }

  /** What the application sees, and each setting that is said to be applied. */
  private void awaitCount(int processors, String out, String java) {
    Eventually.answers(
            () ->
                processors
                    + " processors: "
                    + machine.shell().run("cat " + out + " " + out + ".err || true"),
            LIMIT,
            () -> counts(processors, out) ? settings(java) : MissingNode.getInstance(),
            settings -> isCounted(settings, processors))
        .forEach(GuestCpuLimitIT::assertSaysWhatItIs);
  }

  private boolean counts(int processors, String out) {
    String last = machine.shell().run("tail -n 1 " + out + " 2> /dev/null || true").strip();
    return last.equals("processors " + processors);
  }

  /** None as long as the agent of a JVM that starts does not answer. */
  private JsonNode settings(String java) throws JsonProcessingException {
    String status =
        java + "-jar /payload/hostshift.jar status " + pid() + " --json 2> /dev/null || true";
    return new ObjectMapper().readTree(machine.shell().run(status)).path("settings");
  }

  private static boolean isCounted(JsonNode settings, int processors) {
    for (JsonNode setting : settings) {
      if (setting.path("name").asText().equals("processors")) {
        return setting.path("state").asText().equals("APPLIED")
            && setting.path("current").asInt() == processors
            && setting.path("target").asInt() == processors;
      }
    }
    return false;
  }

  private static void assertSaysWhatItIs(JsonNode setting) {
    if (setting.path("state").asText().equals("APPLIED")) {
      assertThat(setting.path("current")).as(setting.toString()).isEqualTo(setting.path("target"));
    }
  }
}
