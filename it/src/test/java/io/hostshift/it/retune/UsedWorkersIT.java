package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The workers that are said to be seen are those that the collector's own log has last. */
@Tag("jdks")
class UsedWorkersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern USING =
      Pattern.compile("Using (\\d+) workers of (\\d+) for (evacuation|full compaction)");
  private static final String COLLECTING =
      """
      public class Collecting {
        static volatile Object sink;
        public static void main(String[] args) throws Exception {
          byte[][] live = new byte[40][];
          for (int i = 0; i < 20_000; i++) {
            live[i % live.length] = new byte[1 << 16];
            sink = live;
          }
          System.out.println("done");
          Thread.sleep(600_000);
        }
      }
      """;

  @TempDir Path folder;

  static Stream<Arguments> cells() {
    return Jdk.from(11)
        .flatMap(version -> Stream.of(6, 3).map(workers -> Arguments.of(Jdk.of(version), workers)));
  }

  /** Of many that G1 has, a small heap takes few. */
  @ParameterizedTest
  @MethodSource("cells")
  void shouldSayWhatTheLogSaysOfG1(Jdk jdk, int workers) throws Exception {
    Path log = folder.resolve("gc.log");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:+UseG1GC", "-Xmx160m", "-XX:ActiveProcessorCount=" + workers)
            .options("-Xlog:gc+task=info:file=" + log + "::filecount=0")
            .agent("interval=100ms,sources=capacity")
            .main(Program.compile(folder, "Collecting", COLLECTING))
            .start()) {
      jvm.out().await("done", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      // Connecting may itself lead to a collection: the two are compared until they have settled.
      view.await(
          "the number of the log, " + last(log),
          now -> last(log).equals(now.settings("seen").get("gc.parallel")),
          LIMIT);
      assertThat((Integer) view.settings("seen").get("gc.parallel")).isBetween(1, workers);
      assertThat((String) view.settings("unseen").get("gc.concurrent")).contains("log");
    }
  }

  private static Integer last(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      int last = -1;
      for (String line : lines) {
        Matcher using = USING.matcher(line);
        if (using.find()) {
          last = Integer.parseInt(using.group(1));
        }
      }
      return last;
    } catch (java.io.IOException e) {
      return -1;
    }
  }
}
