package io.hostshift.it.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Apps;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that counts the processors by the kernel's own list is named by {@code status}. */
class KernelReaderIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String PROGRAM =
      """
      public class Loops {
        public static void main(String[] args) throws Exception {
          System.out.println(new io.vertx.core.VertxOptions().getEventLoopPoolSize() + " loops");
          while (System.in.read() >= 0) { }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void shouldNameVertx() {
    String libraries = Apps.classPath(Apps.folder("pool-libraries"));
    String all = folder + File.pathSeparator + libraries;
    Program.compile(folder, "Loops", PROGRAM, 17, all);
    OperatedHost hosts = new OperatedHost(folder, 3);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .agent("interval=100ms," + hosts.arguments())
            .main(all, "Loops")
            .start()) {
      jvm.out().await("loops", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      hosts.moveTo(3);
      view.awaitSettled(1, LIMIT);

      Hostshift status = Hostshift.run(Jdk.running(), "status", Long.toString(jvm.pid()));

      List<String> named =
          status.text().lines().filter(line -> line.contains("CpuCoreSensor")).toList();
      assertThat(named).as(status.text()).hasSize(1);
      assertThat(named.get(0))
          .endsWith("io.vertx.core.impl.cpu.CpuCoreSensor: asks the kernel itself");
    }
  }
}
