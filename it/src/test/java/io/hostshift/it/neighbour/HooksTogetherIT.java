package io.hostshift.it.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.OperatedHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hooks of pools and of processors keep their effect beside each other, whatever else has the
 * JVM transform their classes anew, in both of the JDK's classes of pools.
 *
 * <p>{@code -Dhostshift.it.onlyJdk=17} leaves out all other JDKs of the long form.
 */
@Tag("jdks")
class HooksTogetherIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final Integer ONLY = Integer.getInteger("hostshift.it.onlyJdk");

  /** Where another agent stands on the command line. */
  enum Beside {
    NOBODY,
    BEFORE,
    AFTER
  }

  @TempDir Path folder;

  static Stream<Arguments> quick() {
    return Stream.of(
        Arguments.of(8, Beside.NOBODY),
        Arguments.of(17, Beside.NOBODY),
        Arguments.of(21, Beside.AFTER),
        Arguments.of(25, Beside.BEFORE));
  }

  static Stream<Arguments> others() {
    return Stream.of(8, 17, 21, 25)
        .filter(version -> ONLY == null || ONLY.equals(version))
        .flatMap(version -> Stream.of(Beside.values()).map(beside -> Arguments.of(version, beside)))
        .filter(each -> quick().noneMatch(q -> java.util.Arrays.equals(q.get(), each.get())));
  }

  @ParameterizedTest(name = "JDK {0}, OpenTelemetry: {1}")
  @MethodSource("quick")
  void shouldKeepTheirEffect(int version, Beside beside) throws Exception {
    keepTheirEffect(version, beside);
  }

  @ParameterizedTest(name = "JDK {0}, OpenTelemetry: {1}")
  @MethodSource("others")
  @Tag("long")
  void shouldKeepTheirEffectOnEveryOther(int version, Beside beside) throws Exception {
    keepTheirEffect(version, beside);
  }

  private void keepTheirEffect(int version, Beside beside) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 5);
    JvmCommand command = ForkedJvm.on(Jdk.of(version)).options("-Xmx256m");
    if (beside == Beside.BEFORE) {
      Neighbour.OPENTELEMETRY.addTo(command, FreePort.any());
    }
    command.agent("settings=processors:hook,pools=resize,interval=100ms," + host.arguments());
    if (beside == Beside.AFTER) {
      Neighbour.OPENTELEMETRY.addTo(command, FreePort.any());
    }
    try (HooksTogether program = HooksTogether.start(command, folder)) {
      AgentView view = new AgentView(program.jvm().jmx()).awaitRegistered(LIMIT);
      view.await("the early pool, after which the hook is there", v -> !v.pools().isEmpty(), LIMIT);
      int system = (Integer) view.settings("current").get("processors");

      follow(program, view, host, version);

      program.tell("transform");
      assertBoth(program, view, 3);
      program.tell("redefine");
      assertBoth(program, view, 3);
      assertThat(program.hooked()).isEqualTo(2);

      host.moveTo(9); // No rule fits: as the system says.
      view.await("the rule os", v -> current(v) == system, LIMIT);
      assertBoth(program, view, system);
      follow(program, view, host, version);

      view.call("Tuning", "restore");
      assertBoth(program, view, system);
      view.call("Tuning", "retune");
      view.await("3 processors again", v -> current(v) == 3, LIMIT);
      assertBoth(program, view, 3);

      Hostshift detach = Hostshift.run(Jdk.running(), "detach", Long.toString(program.jvm().pid()));
      assertThat(detach.code()).as(detach.toString()).isZero();
      assertThat(program.hooked()).isEqualTo(0);
      assertThat(program.tell("create")).isEqualTo(system + " " + system);
      assertThat(program.jvm().err().all())
          .noneMatch(line -> line.startsWith("hostshift error") || line.contains("Exception"));
    }
  }

  /** From a host of 5 processors to one of 3. */
  private static void follow(
      HooksTogether program, AgentView view, OperatedHost host, int version) {
    host.moveTo(5);
    view.await("5 processors", v -> current(v) == 5, LIMIT);
    assertBoth(program, view, 5);
    host.moveTo(3);
    String expected = "3 " + (version >= 19 ? 3 : 5);
    view.await("3 processors", v -> current(v) == 3, LIMIT);
    view.await("both follow", v -> program.tell("sizes").equals(expected), LIMIT);
  }

  private static int current(AgentView view) {
    return (Integer) view.settings("current").get("processors");
  }

  /** Creates two, which are told that many processors, and seen with them. */
  private static void assertBoth(HooksTogether program, AgentView view, int processors) {
    assertThat(program.tell("create")).isEqualTo(processors + " " + processors);
    assertThat(HooksTogether.created(view, processors))
        .extracting(row -> row.get("kind"))
        .containsExactlyInAnyOrder("ThreadPoolExecutor", "ForkJoinPool");
  }
}
