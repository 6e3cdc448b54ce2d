package io.hostshift.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Pools that an application sized by the processors are seen, follow an event, and come back. */
@Tag("jdks")
class PoolsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String POOLS =
      """
      import java.util.*;
      import java.util.concurrent.*;
      public class Pools {
        static class Sizes {
          static final int TWICE = Runtime.getRuntime().availableProcessors() * 2;
        }
        static final Map<String, ExecutorService> ALL = new LinkedHashMap<>();
        static class Constant {
          static ExecutorService make() { return Executors.newFixedThreadPool(8); }
        }
        public static void main(String[] args) throws Exception {
          ExecutorService early = Executors.newFixedThreadPool(2);
          early.submit(() -> {}).get();
          System.out.println("early");
          while (System.in.read() != '\\n') { }
          int p = Runtime.getRuntime().availableProcessors();
          ALL.put("twice", Executors.newFixedThreadPool(Sizes.TWICE));
          ALL.put("scheduled", Executors.newScheduledThreadPool(Math.max(3, p + 1)));
          ALL.put("owned", Executors.newFixedThreadPool(p));
          ALL.put("stealing", new ForkJoinPool());
          ALL.put("single", Executors.newSingleThreadExecutor());
          Thread other = new Thread(() -> ALL.put("constant", Constant.make()));
          other.start();
          other.join();
          System.out.println("created");
          while (true) {
            int c = System.in.read();
            if (c < 0) return;
            if (c == 'o') ((ThreadPoolExecutor) ALL.get("owned")).setCorePoolSize(1);
            if (c == '\\n') {
              StringBuilder line = new StringBuilder("sizes");
              for (Map.Entry<String, ExecutorService> each : ALL.entrySet()) {
                Object pool = each.getValue();
                if (pool instanceof ThreadPoolExecutor) {
                  line.append(' ').append(each.getKey()).append('=')
                      .append(((ThreadPoolExecutor) pool).getCorePoolSize());
                } else if (pool instanceof ForkJoinPool) {
                  line.append(' ').append(each.getKey()).append('=')
                      .append(((ForkJoinPool) pool).getParallelism());
                }
              }
              System.out.println(line);
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldFollowTheProcessorsAndComeBack(int version) throws Exception {
    followAndComeBack(Jdk.of(version));
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.OTHERS)
  @Tag("long")
  void shouldFollowTheProcessorsAndComeBackOnEveryJdk(int version) throws Exception {
    followAndComeBack(Jdk.of(version));
  }

  private static boolean isConstant(Map<String, Object> row) {
    return row.get("creator").toString().startsWith("Pools$Constant:");
  }

  private void followAndComeBack(Jdk jdk) throws Exception {
    OperatedHost hosts = new OperatedHost(folder, 2, 4, 6);
    hosts.moveTo(4);
    Program pools = Program.compile(folder, "Pools", POOLS);
    boolean forkJoin = jdk.version() >= 19;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("pools=resize,interval=100ms," + hosts.arguments())
            .main(pools)
            .start()) {
      jvm.out().await("early", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await("the early pool, after which the hook is there", PoolsIT::early, LIMIT);
      view.await("4 processors", v -> v.settings("current").get("processors").equals(4), LIMIT);
      write(jvm, "\n");
      jvm.out().await("created", LIMIT);
      view.await(
          "the pools",
          v ->
              pool(v, "2P").isPresent()
                  && pool(v, "P").isPresent()
                  && pool(v, "max(3, P+1)").isPresent()
                  && v.pools().stream().anyMatch(PoolsIT::isConstant),
          LIMIT);
      System.out.println(jdk + ": " + view.pools());

      assertThat(pool(view, "2P").orElseThrow())
          .containsEntry("kind", "ThreadPoolExecutor")
          .containsEntry("size", 8)
          .containsEntry("sizeAtStart", 8)
          .containsEntry("processorsThen", 4)
          .containsEntry("state", "APPLIED")
          .hasEntrySatisfying("creator", at -> assertThat((String) at).startsWith("Pools:"));
      assertThat(pool(view, "max(3, P+1)").orElseThrow())
          .containsEntry("kind", "ScheduledThreadPoolExecutor")
          .containsEntry("size", 5);
      assertThat(view.pools())
          .filteredOn(PoolsIT::isConstant)
          .as("a constant that happens to be 2P")
          .hasSize(1)
          .allMatch(row -> row.get("rule").equals("unexplained"));

      write(jvm, "o");
      hosts.moveTo(2);
      view.awaitSettled(1, LIMIT);
      assertThat(sizes(jvm))
          .contains("twice=4", "scheduled=3", "owned=1", "stealing=" + (forkJoin ? 2 : 4));
      assertThat(view.settings("state")).containsEntry("pools", "APPLIED");

      hosts.moveTo(6);
      view.awaitSettled(2, LIMIT);
      assertThat(sizes(jvm))
          .contains("twice=12", "scheduled=7", "owned=1", "stealing=" + (forkJoin ? 6 : 4));
      assertThat(view.pools())
          .anyMatch(row -> "its owner has resized it from 4".equals(row.get("reason")));

      view.call("Tuning", "restore");
      assertThat(sizes(jvm)).contains("twice=8", "scheduled=5", "owned=1", "stealing=4");
      assertThat(jvm.err().all()).allMatch(line -> line.startsWith("hostshift "));
    }
  }

  /** Created before the hook was there, and seen by its thread. */
  private static boolean early(AgentView view) {
    return view.pools().stream()
        .anyMatch(
            row ->
                row.get("creator").equals("")
                    && row.get("kind").equals("ThreadPoolExecutor")
                    && row.get("reason").toString().endsWith("pool-1-thread-1"));
  }

  private static Optional<Map<String, Object>> pool(AgentView view, String rule) {
    return view.pools().stream().filter(row -> row.get("rule").equals(rule)).findFirst();
  }

  private static String sizes(ForkedJvm jvm) throws Exception {
    int before = jvm.out().all().size();
    write(jvm, "\n");
    return jvm.out().awaitNext(before, LIMIT);
  }

  private static void write(ForkedJvm jvm, String text) throws Exception {
    jvm.process().getOutputStream().write(text.getBytes());
    jvm.process().getOutputStream().flush();
  }
}
