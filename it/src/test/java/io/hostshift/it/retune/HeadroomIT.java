package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that was sized for the largest host is tuned to the one that it is on, down and up. */
@Tag("jdks")
class HeadroomIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int WITHIN_COLLECTIONS = 4;
  private static final String LOAD =
      """
      import java.util.*;
      public class Load {
        static volatile Object sink;
        public static void main(String[] args) throws Exception {
          for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
              List<byte[]> live = new LinkedList<>();
              while (true) {
                live.add(new byte[20_000]);
                if (live.size() > 1000) live.remove(0);
                sink = live;
                if (live.size() % 200 == 0) Thread.yield();
              }
            });
            thread.setDaemon(true);
            thread.start();
          }
          for (int last = 0; ; Thread.sleep(10)) {
            int now = Runtime.getRuntime().availableProcessors();
            if (now != last) System.out.println("processors " + now);
            last = now;
          }
        }
      }
      """;
  private static final String RULES =
      """
      {"rules": [
        {"when": {"file.host": "small"}, "processors": 3},
        {"when": {"file.host": "large"}, "processors": 8}]}
      """;

  @TempDir Path folder;

  static Stream<Arguments> cells() {
    return Stream.of(17, 21, 25)
        .flatMap(
            version ->
                Stream.of("UseG1GC", "UseParallelGC")
                    .map(collector -> Arguments.of(Jdk.of(version), collector)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldFollowTheHostDownAndUpWithinItsCeiling(Jdk jdk, String collector) throws Exception {
    int machine = Runtime.getRuntime().availableProcessors();
    Path rules = Files.writeString(folder.resolve("rules.json"), RULES);
    Path host = folder.resolve("host");
    moveTo("this", host);
    GcLog log =
        new GcLog(
            folder.resolve("gc.log"),
            collector.equals("UseG1GC") ? GcLog.Format.G1 : GcLog.Format.PARALLEL);
    Program load = Program.compile(folder, "Load", LOAD);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:+" + collector, "-XX:ActiveProcessorCount=8", "-Xms600m", "-Xmx600m")
            .options(log.options())
            .agent("headroom=true,interval=100ms,minRetune=0s,rules=" + rules + ",file=" + host)
            .main(load)
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      jvm.out().await("processors " + machine, LIMIT);
      assertThat(log.after(WITHIN_COLLECTIONS, 3, LIMIT))
          .as("right after the start, on this machine")
          .containsOnly(Math.max(2, parallel(machine)));

      moveTo("small", host);
      jvm.err().await("to small", LIMIT);
      jvm.out().await("processors 3", LIMIT);
      assertThat(log.after(WITHIN_COLLECTIONS, 3, LIMIT)).as("down").containsOnly(3);

      moveTo("large", host);
      jvm.err().await("to large", LIMIT);
      assertThat(log.after(WITHIN_COLLECTIONS, 3, LIMIT)).as("up").containsOnly(8);
      assertThat(jvm.out().all()).endsWith("processors 3", "processors 8");

      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      assertThat(view.settings("current")).containsEntry("gc.parallel", 8);
      assertThat(view.events())
          .extracting(AgentView.Event::verdict)
          .isEqualTo(List.of("MIGRATED", "MIGRATED"));
      view.call("Tuning", "restore");
      assertThat(view.settings("current")).containsEntry("processors", 8);
      assertThat(jvm.err().all()).allMatch(line -> line.startsWith("hostshift "));
    }
  }

  private static int parallel(int processors) {
    return processors <= 8 ? processors : 8 + (processors - 8) * 5 / 8;
  }

  /** As an operator's script would: by renaming a complete file. */
  private void moveTo(String name, Path file) throws IOException {
    Path complete = Files.writeString(folder.resolve("host.new"), "host=" + name + "\n");
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
