package io.hostshift.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.RealApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * {@code pools} lists each pool once, as long as it lives, by what its threads run: with Netty's
 * thread factory, which many use for other things than event loops.
 */
@Tag("jdks")
class PoolsCommandIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String PROGRAM =
      """
      import io.netty.channel.nio.NioEventLoopGroup;
      import io.netty.util.concurrent.DefaultThreadFactory;
      import java.util.concurrent.*;
      public class Listed {
        static ThreadPoolExecutor pool(int core, int most, String threads) {
          return new ThreadPoolExecutor(
              core, most, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>(),
              new DefaultThreadFactory(threads));
        }
        static void work(ExecutorService pool) throws Exception {
          pool.submit(() -> {}).get();
        }
        public static void main(String[] args) throws Exception {
          ThreadPoolExecutor early = pool(4, 4, "my-batch-jobs");
          work(early);
          NioEventLoopGroup loops = new NioEventLoopGroup(3);
          work(loops);
          new DefaultThreadFactory("reaper", true).newThread(() -> {
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
              return;
            }
          }).start();
          System.out.println("up");
          System.in.read();
          ThreadPoolExecutor later = pool(4, 4, "my-later-jobs");
          work(later);
          ThreadPoolExecutor none = pool(0, Runtime.getRuntime().availableProcessors(), "none");
          work(none);
          ThreadPoolExecutor set = pool(0, 1, "set");
          set.setMaximumPoolSize(Runtime.getRuntime().availableProcessors());
          work(set);
          System.out.println("created");
          System.in.read();
          later.shutdown();
          later.awaitTermination(1, TimeUnit.MINUTES);
          System.out.println("ended " + early.getCorePoolSize());
          while (System.in.read() >= 0) {
            System.out.println("sizes " + early.getCorePoolSize());
          }
          System.out.println(later.toString() + none + set);
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldListEachPoolOnceByWhatItsThreadsRun(int version) throws Exception {
    list(Jdk.of(version));
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.OTHERS)
  void shouldListThemOnEveryOtherJdk(int version) throws Exception {
    list(Jdk.of(version));
  }

  private void list(Jdk jdk) throws Exception {
    String libraries = RealApplication.NETTY.classPath();
    Program program = Program.compile(folder, "Listed", PROGRAM, 8, libraries);
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            "{\"rules\": [{\"when\": {\"file.host\": \"small\"}, \"processors\": \"os\","
                + " \"pools\": {\"my-batch\": 2}}]}");
    Path host = Files.writeString(folder.resolve("id"), "host=big\n");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(
                "pools=resize,interval=100ms,minRetune=0s,settle=1s,file="
                    + host
                    + ",rules="
                    + rules)
            .main(program.classes() + java.io.File.pathSeparator + libraries, "Listed")
            .start()) {
      jvm.out().await("up", LIMIT);
      List<JsonNode> pools =
          await(jvm, all -> named(all, "my-batch-jobs").size() == 1 && all.size() >= 2);
      assertThat(named(pools, "my-batch-jobs").get(0).get("kind").asText())
          .isEqualTo("ThreadPoolExecutor");
      assertThat(pools)
          .filteredOn(pool -> pool.get("kind").asText().contains("Netty"))
          .singleElement()
          .satisfies(
              loops -> assertThat(loops.get("threads").asText()).startsWith("nioEventLoopGroup"));
      assertThat(pools).noneMatch(pool -> pool.get("threads").asText().contains("reaper"));

      jvm.tell("");
      jvm.out().await("created", LIMIT);
      pools =
          await(
              jvm,
              all ->
                  named(all, "my-later-jobs").size() == 1
                      && named(all, "none").size() == 1
                      && named(all, "set").size() == 1);
      assertThat(named(pools, "my-later-jobs").get(0).get("creator").asText())
          .startsWith("Listed:");
      assertThat(named(pools, "none").get(0).get("rule").asText()).isEqualTo("maximum P");
      assertThat(named(pools, "set").get(0).get("rule").asText()).isEqualTo("maximum P");
      JsonNode status = status(jvm);
      assertThat(status.at("/reason").asText())
          .isEqualTo("2 of " + pools.stream().filter(p -> !netty(p)).count() + COUNTED);
      assertThat(status.at("/current").asInt()).isEqualTo(2 * system(jvm));

      jvm.tell("");
      jvm.out().await("ended 4", LIMIT);
      assertThat(named(pools(jvm), "my-later-jobs")).isEmpty();

      Files.move(
          Files.writeString(folder.resolve("id.new"), "host=small\n"),
          host,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      await(
          jvm,
          all ->
              named(all, "my-batch-jobs").get(0).get("size").asInt() == 2
                  && named(all, "my-batch-jobs").get(0).get("state").asText().equals("APPLIED"));
      Hostshift text = Hostshift.run(Jdk.running(), "pools", Long.toString(jvm.pid()));
      assertThat(text.code()).isZero();
      assertThat(text.out()).anyMatch(line -> line.contains("my-batch-jobs"));
    }
  }

  private static final String COUNTED = " pools follow the processors";

  private static boolean netty(JsonNode pool) {
    return pool.get("kind").asText().contains("Netty");
  }

  private static int system(ForkedJvm jvm) throws Exception {
    return new AgentView(jvm.jmx()).settings("current").get("processors") instanceof Integer
        ? (Integer) new AgentView(jvm.jmx()).settings("current").get("processors")
        : 0;
  }

  private static JsonNode status(ForkedJvm jvm) throws Exception {
    JsonNode all =
        new ObjectMapper()
            .readTree(
                Hostshift.run(Jdk.running(), "status", Long.toString(jvm.pid()), "--json").text());
    for (JsonNode setting : all.get("settings")) {
      if (setting.get("name").asText().equals("pools")) {
        return setting;
      }
    }
    throw new AssertionError("no pools in " + all);
  }

  private static List<JsonNode> await(ForkedJvm jvm, Predicate<List<JsonNode>> until)
      throws Exception {
    return Eventually.answers("pools as they are to be", LIMIT, () -> pools(jvm), until);
  }

  private static List<JsonNode> pools(ForkedJvm jvm) throws Exception {
    Hostshift listed = Hostshift.run(Jdk.running(), "pools", Long.toString(jvm.pid()), "--json");
    assertThat(listed.code()).as(listed.toString()).isZero();
    List<JsonNode> pools = new ArrayList<>();
    new ObjectMapper().readTree(listed.text()).get("pools").forEach(pools::add);
    return pools;
  }

  private static List<JsonNode> named(List<JsonNode> pools, String threads) {
    return pools.stream().filter(pool -> pool.get("threads").asText().startsWith(threads)).toList();
  }
}
