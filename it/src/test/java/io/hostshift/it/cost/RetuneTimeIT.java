package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.MovableVm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * From the moment of an event to its line in the log, which is written when the last setting has
 * been applied: the first of a JVM, and later ones. Each moves the processors and the collector.
 */
@Tag("jdks")
@Tag("benchmark")
class RetuneTimeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int RUNS = Integer.getInteger("hostshift.it.costJvms", 7);
  private static final int WARM = 20;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldSayHowSoonSettingsFollow(int version) throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Path own = Files.createDirectory(folder.resolve("run" + run));
      measure(Jdk.of(version), own, first, warm);
    }
    new Figures("detection")
        .add("settings, JDK " + version, "hostshift", "first", Measured.median(first), "ms", RUNS)
        .add(
            "settings, JDK " + version,
            "hostshift",
            "warm",
            Measured.median(warm),
            "ms",
            warm.size())
        .write();
    assertThat(warm).hasSize(RUNS * WARM);
  }

  private static void measure(Jdk jdk, Path folder, List<Double> first, List<Double> warm)
      throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            """
            {"rules": [{"when": {"file.host": "*-3"}, "processors": 3, "gc.parallel": 1},
                       {"processors": 2, "gc.parallel": 2}]}
            """);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-Xmx128m")
            .agent(vm.arguments().replace("settle=500ms", "settle=0s") + ",rules=" + rules)
            .main(vm.program(), vm.file().toString())
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int move = 1; move <= WARM + 1; move++) {
        String name = "host-" + move + (move % 2 == 1 ? "-3" : "-2");
        vm.move(name);
        jvm.err().await("to " + name, LIMIT);
        long applied = System.currentTimeMillis();
        int number = move;
        view.await("event " + move, now -> now.count() >= number, LIMIT);
        List<AgentView.Event> events = view.events();
        double millis = applied - events.get(events.size() - 1).detectedAtMillis();
        (move == 1 ? first : warm).add(millis);
        assertThat(view.settings("current")).containsEntry("processors", move % 2 == 1 ? 3 : 2);
      }
    }
  }
}
