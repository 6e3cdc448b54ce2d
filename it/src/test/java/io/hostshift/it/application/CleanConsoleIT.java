package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent and all that it loads say nothing but the agent's own lines. */
@Tag("jdks")
class CleanConsoleIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] args) throws Exception {
          System.out.println("application");
          System.in.read();
          System.exit(3);
        }
      }
      """;

  @TempDir Path folder;

  static Stream<Arguments> jvms() {
    return Stream.concat(
        Jdk.MATRIX.stream().map(version -> Arguments.of(Jdk.of(version), new String[0])),
        Stream.of(25, 27)
            .map(
                version ->
                    Arguments.of(Jdk.of(version), new String[] {"--illegal-native-access=deny"})));
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void shouldPrintItsOwnLinesAloneAndLeaveTheExitCode(Jdk jdk, String[] options) throws Exception {
    Program program = Program.compile(folder, "Program", PROGRAM);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options(options)
            .agent("interval=50ms,simulate=true")
            .main(program)
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.call("Migrations", "simulate");
      view.call("Migrations", "poll");
      assertThat(source(view, "cpuid")).isEqualTo("READABLE");
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).isEqualTo(3);
      assertThat(jvm.out().all()).containsExactly("application");
      assertThat(jvm.err().all())
          .hasSizeGreaterThan(1)
          .allMatch(line -> line.startsWith("hostshift "))
          .noneMatch(line -> line.startsWith("hostshift warn") || line.contains("failure"));
    }
  }

  private static Object source(AgentView view, String name) {
    for (Object row : (Object[]) view.get("Host", "Sources")) {
      javax.management.openmbean.CompositeData source =
          (javax.management.openmbean.CompositeData) row;
      if (source.get("name").equals(name)) {
        return source.get("state");
      }
    }
    return "not there";
  }
}
