package io.hostshift.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Apps;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cassandra's executors, which share their threads, are listed each by its name, and follow. */
@Tag("long")
class SharedThreadsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final String PROGRAM =
      """
      import java.util.concurrent.*;
      import org.apache.cassandra.concurrent.*;
      public class Shared {
        public static void main(String[] args) throws Exception {
          org.apache.cassandra.config.DatabaseDescriptor.clientInitialization();
          SharedExecutorPool pool = new SharedExecutorPool("test");
          ExecutorService read = pool.newExecutor(32, "request", "ReadStage");
          ExecutorService write = pool.newExecutor(24, "request", "MutationStage");
          Thread asks = new Thread(() -> {
            try {
              while (true) {
                read.submit(() -> {}).get();
                write.submit(() -> {}).get();
                Thread.sleep(20);
              }
            } catch (Exception e) {
              System.out.println("failed " + e);
            }
          });
          asks.setDaemon(true);
          asks.start();
          System.out.println("up");
          while (System.in.read() >= 0) {
            System.out.println("sizes " + ((SEPExecutor) read).getMaximumPoolSize()
                + " " + ((SEPExecutor) write).getMaximumPoolSize());
          }
          System.exit(0);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void shouldFollowARuleByTheirOwnNames() throws Exception {
    Path app = Apps.folder("cassandra", "it/run --long");
    String all = folder + File.pathSeparator + Apps.classPath(app);
    Program.compile(folder, "Shared", PROGRAM, 17, all);
    OperatedHost hosts = new OperatedHost(folder, Map.of("ReadStage", 2), 4, 6);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .folder(folder)
            .agent("pools=resize,interval=100ms," + hosts.arguments())
            .main(folder + File.pathSeparator + app + File.separator + "*", "Shared")
            .start()) {
      jvm.out().await("up", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await(
          "both", v -> row(v, "ReadStage") != null && row(v, "MutationStage") != null, LIMIT);
      System.out.println(view.pools());
      assertThat(row(view, "ReadStage"))
          .containsEntry("kind", "org.apache.cassandra.concurrent.SEPExecutor")
          .containsEntry("size", 0)
          .containsEntry("maximum", 32);

      hosts.moveTo(4);
      view.awaitSettled(1, LIMIT);
      assertThat(sizes(jvm, 1)).isEqualTo("sizes 8 24");
      hosts.moveTo(6);
      view.awaitSettled(2, LIMIT);
      assertThat(sizes(jvm, 2)).isEqualTo("sizes 12 24");
      assertThat(row(view, "ReadStage")).containsEntry("state", "APPLIED");
      view.call("Tuning", "restore");
      assertThat(sizes(jvm, 3)).isEqualTo("sizes 32 24");
      assertThat(jvm.out().all()).noneMatch(line -> line.startsWith("failed"));
      assertThat(jvm.err().all()).noneMatch(line -> line.matches("hostshift (warn|error): .*"));
    }
  }

  private static Map<String, Object> row(AgentView view, String threads) {
    return view.pools().stream()
        .filter(row -> row.get("threads").equals(threads))
        .findFirst()
        .orElse(null);
  }

  private static String sizes(ForkedJvm jvm, int asked) throws Exception {
    jvm.tell("");
    return Eventually.answers(
            "what was asked for",
            LIMIT,
            () -> jvm.out().all().stream().filter(line -> line.startsWith("sizes")).toList(),
            said -> said.size() >= asked)
        .get(asked - 1);
  }
}
