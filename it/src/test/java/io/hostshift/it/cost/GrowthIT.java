package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the agent's cost grows with what it watches. Classes are in {@link HookCostIT}. */
@Tag("jdks")
@Tag("benchmark")
class GrowthIT {
  private static final Duration LIMIT = Duration.ofSeconds(300);
  private static final Jdk JDK = Jdk.of(17);
  private static final long WINDOW_MILLIS = 30_000;
  private static final int MOVES = 5;
  private static final int MANY = 100;

  private static final String POOLS =
      """
      import java.util.*;
      import java.util.concurrent.*;
      public class ManyPools {
        static final List<Object> HELD = new ArrayList<>();
        public static void main(String[] args) throws Exception {
          ExecutorService early = Executors.newFixedThreadPool(1);
          early.submit(() -> {}).get();
          System.in.read();
          for (int i = Integer.parseInt(args[0]); i > 0; i--) {
            HELD.add(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()));
          }
          System.out.println("up");
          Thread.sleep(3_600_000);
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} JVMs")
  @ValueSource(ints = {1, 10, 100})
  void shouldSayWhatEachOfManyJvmsCosts(int count) throws Exception {
    measureJvms(count, count + " JVMs in one guest", "");
  }

  /** Which reads for all of them what only root may, and each of them looks at its file. */
  @Test
  void shouldSayWhatEachOfManyCostsBesideAPublisher() throws Exception {
    Path published = folder.resolve("published.json");
    String of = MANY + " JVMs and a publisher";
    try (UnitPublisher publisher = UnitPublisher.start(JDK, published, folder)) {
      Eventually.holds("the first file", LIMIT, () -> Files.exists(published));
      measureJvms(MANY, of, "published=" + published);
      double before = publisher.cost().cpuMillis();
      Lapse.ofMillis(WINDOW_MILLIS, "over which the publisher alone is measured");
      new Figures("growth")
          .add(
              of,
              "hostshift",
              "the publisher's share",
              100 * (publisher.cost().cpuMillis() - before) / WINDOW_MILLIS,
              "% of a core",
              1)
          .write();
    }
  }

  private void measureJvms(int count, String of, String arguments) throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    Program program = vm.program();
    List<ForkedJvm> all = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        all.add(
            ForkedJvm.on(JDK)
                .options("-Xmx64m")
                .agent(arguments)
                .main(program, vm.file().toString())
                .start());
      }
      for (ForkedJvm jvm : all) {
        jvm.err().await("hostshift watches this VM", LIMIT);
      }
      // To ask for them would begin remote management in each.
      Lapse.ofMillis(5_000, "the MBeans are registered by then");
      Used used = Used.of(all);
      new Figures("growth")
          .add(of, "hostshift", "own share, each", used.percent / count, "% of a core", count)
          .add(of, "hostshift", "resident, each", used.residentMib / count, "MiB", count)
          .write();
      assertThat(all).allMatch(jvm -> jvm.process().isAlive());
    } finally {
      all.forEach(ForkedJvm::close);
    }
  }

  /** What JVMs have used in a while. */
  private record Used(double percent, double residentMib) {
    static Used of(List<ForkedJvm> jvms) throws IOException, InterruptedException {
      double before = own(jvms);
      long begin = System.nanoTime();
      Lapse.ofMillis(WINDOW_MILLIS, "over which is measured");
      double resident = 0;
      for (ForkedJvm jvm : jvms) {
        resident += ProcessCost.of(jvm.pid()).residentKib() / 1024.0;
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      return new Used(100 * (own(jvms) - before) / millis, resident);
    }

    private static double own(List<ForkedJvm> jvms) throws IOException {
      double millis = 0;
      for (ForkedJvm jvm : jvms) {
        millis += ProcessCost.of(jvm.pid()).ownCpuMillis();
      }
      return millis;
    }
  }

  @ParameterizedTest(name = "{0} pools")
  @ValueSource(ints = {10, 100, 1_000, 10_000})
  void shouldSayWhatManyPoolsCost(int count) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 5);
    Program program = Program.compile(folder, "ManyPools", POOLS);
    try (ForkedJvm jvm =
        ForkedJvm.on(JDK)
            .options("-Xmx512m")
            .agent("pools=resize,interval=1s," + host.arguments())
            .main(program, Integer.toString(count))
            .start()) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await(
          "the early pool, after which the hook is there", now -> !now.pools().isEmpty(), LIMIT);
      jvm.tell("");
      jvm.out().await("up", LIMIT);
      Used used = Used.of(List.of(jvm));
      List<Double> millis = new ArrayList<>();
      for (int move = 1; move <= MOVES; move++) {
        jvm.err().await("to " + host.moveTo(move % 2 == 1 ? 5 : 3), LIMIT);
        double applied = System.currentTimeMillis();
        List<AgentView.Event> events = view.events();
        millis.add(applied - events.get(events.size() - 1).detectedAtMillis());
      }
      new Figures("growth")
          .add(count + " pools", "hostshift", "own share", used.percent, "% of a core", 1)
          .add(
              count + " pools",
              "hostshift",
              "event to last setting",
              Measured.median(millis),
              "ms",
              MOVES)
          .write();
      assertThat(view.events()).hasSize(MOVES);
    }
  }

  @ParameterizedTest(name = "{0} disks")
  @ValueSource(ints = {1, 10, 100})
  void shouldSayWhatManyDisksCost(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Path disk = Files.createDirectories(folder.resolve("root/sys/block/vd" + i));
      Files.writeString(disk.resolve("serial"), "HOST-A\n");
    }
    String disks =
        IntStream.range(0, count)
            .mapToObj(i -> "blockserial:vd" + i)
            .collect(Collectors.joining("+"));
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm =
        ForkedJvm.on(JDK)
            .options("-Xmx64m")
            .agent("interval=1s,sources=" + disks + ",root=" + folder.resolve("root"))
            .main(vm.program(), vm.file().toString())
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await(
          "the disks", now -> "READABLE".equals(now.sources("state").get("blockserial")), LIMIT);
      assertThat(view.hosts().get(0)).hasSize(count);
      new Figures("growth")
          .add(
              count + " block devices",
              "hostshift",
              "own share",
              Used.of(List.of(jvm)).percent,
              "% of a core",
              1)
          .write();
    }
  }

  @ParameterizedTest(name = "history={0}")
  @ValueSource(ints = {64, 1_000, 10_000, 100_000})
  void shouldSayWhatALongHistoryCosts(int history) throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm =
        ForkedJvm.on(JDK)
            .options("-Xmx512m")
            .agent(vm.arguments() + ",simulate=true,log=warn,history=" + history)
            .main(vm.program(), vm.file().toString())
            .start()) {
      jvm.out().await("up", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      long empty = jvm.usedAfterCollection();
      for (int event = 0; event < history; event++) {
        view.call("Migrations", "simulate");
      }
      assertThat(view.count()).isEqualTo(history);
      long full = jvm.usedAfterCollection();
      double before = ProcessCost.of(jvm.pid()).ownCpuMillis();
      int more = 200;
      for (int event = 0; event < more; event++) {
        view.call("Migrations", "simulate");
      }
      double each = (ProcessCost.of(jvm.pid()).ownCpuMillis() - before) / more;
      new Figures("growth")
          .add("history of " + history, "hostshift", "heap", (full - empty) / 1048576.0, "MiB", 1)
          .add("history of " + history, "hostshift", "one more event", each, "ms", more)
          .write();
      assertThat((full - empty) / history).as("bytes an event").isLessThan(16 << 10);
    }
  }
}
