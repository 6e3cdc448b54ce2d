package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.AgentView;
import io.hostshift.it.ForkedJvm;
import io.hostshift.it.Jdk;
import io.hostshift.it.JvmCommand;
import io.hostshift.it.ShippedJars;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agents that people have in the same JVM, as they are, before and after ours on the command
 * line: each does its work, ours notices a move and goes again, and the application sees nothing.
 */
@Tag("jdks")
@Tag("long")
class NeighbourAgentsIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int NOBODY_LISTENS = 1;

  @TempDir Path folder;

  /** An agent of others, with a sign that it is at work. */
  private enum Neighbour {
    JMX_EXPORTER {
      @Override
      void addTo(JvmCommand command, int port) {
        command.options(
            agent("jmx_prometheus_javaagent")
                + ("=127.0.0.1:" + port + ":" + Tools.metrics("jmx_exporter.yml")));
      }

      @Override
      boolean works(ForkedJvm jvm, int port) throws Exception {
        return get(port, "/metrics").contains("jvm_threads_current");
      }
    },
    JOLOKIA {
      @Override
      void addTo(JvmCommand command, int port) {
        command.options(agent("jolokia-agent-jvm") + "=host=127.0.0.1,port=" + port);
      }

      @Override
      boolean works(ForkedJvm jvm, int port) throws Exception {
        return get(port, "/jolokia/read/io.hostshift:type=Watcher/Running").contains("true");
      }
    },
    OPENTELEMETRY {
      @Override
      void addTo(JvmCommand command, int port) {
        command.options(
            agent("opentelemetry-javaagent"),
            "-Dotel.metrics.exporter=none",
            "-Dotel.traces.exporter=none",
            "-Dotel.logs.exporter=none");
      }

      @Override
      boolean works(ForkedJvm jvm, int port) {
        return jvm.err().all().stream().anyMatch(line -> line.contains("opentelemetry-javaagent"));
      }
    },
    ELASTIC {
      @Override
      void addTo(JvmCommand command, int port) {
        command.options(
            agent("elastic-apm-agent"),
            "-Delastic.apm.server_url=http://127.0.0.1:" + NOBODY_LISTENS,
            "-Delastic.apm.cloud_provider=NONE",
            "-Delastic.apm.log_level=INFO");
      }

      @Override
      boolean works(ForkedJvm jvm, int port) {
        return jvm.out().all().stream()
            .anyMatch(line -> line.contains("Starting Elastic APM") && line.contains("as Idle"));
      }
    },
    DATADOG {
      @Override
      void addTo(JvmCommand command, int port) {
        command.options(
            agent("dd-java-agent"),
            "-Ddd.agent.host=127.0.0.1",
            "-Ddd.trace.agent.port=" + NOBODY_LISTENS,
            "-Ddd.jmxfetch.enabled=false",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.remote_config.enabled=false");
      }

      @Override
      boolean works(ForkedJvm jvm, int port) {
        return jvm.err().all().stream().anyMatch(line -> line.contains("DATADOG TRACER"));
      }
    };

    abstract void addTo(JvmCommand command, int port);

    abstract boolean works(ForkedJvm jvm, int port) throws Exception;

    private static String agent(String artifact) {
      return "-javaagent:" + Tools.jar(artifact);
    }
  }

  static Stream<Arguments> neighbours() {
    return Stream.of(8, 17, 25)
        .flatMap(
            version ->
                sets(version).stream()
                    .flatMap(
                        set ->
                            Stream.of(false, true)
                                .map(oursFirst -> Arguments.of(version, set, oursFirst))));
  }

  /** Each alone, and all together. */
  private static List<List<Neighbour>> sets(int version) {
    List<Neighbour> all = new ArrayList<>(List.of(Neighbour.values()));
    if (version == 8) {
      all.remove(Neighbour.JOLOKIA); // It needs 11.
    }
    List<List<Neighbour>> sets = new ArrayList<>();
    all.forEach(neighbour -> sets.add(List.of(neighbour)));
    sets.add(all);
    return sets;
  }

  @ParameterizedTest(name = "JDK {0}, {1}, ours first: {2}")
  @MethodSource("neighbours")
  void shouldWorkBesideThem(int version, List<Neighbour> neighbours, boolean oursFirst)
      throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    JvmCommand command = ForkedJvm.on(Jdk.of(version)).options("-Xmx512m");
    if (oursFirst) {
      command.agent(ours(vm));
    }
    List<Integer> ports = new ArrayList<>();
    for (Neighbour neighbour : neighbours) {
      ports.add(ExportingJvm.freePort());
      neighbour.addTo(command, ports.get(ports.size() - 1));
    }
    if (!oursFirst) {
      command.agent(ours(vm));
    }
    try (ForkedJvm jvm = command.main(vm.program(), vm.file().toString()).start()) {
      jvm.out().await("up", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int i = 0; i < neighbours.size(); i++) {
        awaitWorking(neighbours.get(i), jvm, ports.get(i));
      }
      vm.move("host-b");
      assertThat(view.awaitSettled(1, LIMIT).verdict()).isEqualTo("MIGRATED");

      detach(jvm);
      for (int i = 0; i < neighbours.size(); i++) {
        if (neighbours.get(i) != Neighbour.JOLOKIA) { // Its sign is an MBean of ours.
          awaitWorking(neighbours.get(i), jvm, ports.get(i));
        }
      }
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).isZero();
      assertThat(jvm.err().all())
          .as(jvm.toString())
          .noneMatch(line -> line.startsWith("hostshift error") || line.contains("io.hostshift."));
      assertThat(jvm.out().all()).noneMatch(line -> line.contains("hostshift"));
    }
  }

  private static String ours(MovableVm vm) {
    return vm.arguments() + ",settings=processors:hook,pools=report";
  }

  private static void awaitWorking(Neighbour neighbour, ForkedJvm jvm, int port) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!neighbour.works(jvm, port)) {
      assertThat(System.nanoTime()).as(neighbour + " at work in " + jvm).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private static void detach(ForkedJvm jvm) throws Exception {
    Process detach =
        new ProcessBuilder(
                Jdk.running().java().toString(),
                "-jar",
                ShippedJars.agent().toString(),
                "detach",
                Long.toString(jvm.pid()))
            .redirectErrorStream(true)
            .start();
    String said = new String(detach.getInputStream().readAllBytes());
    assertThat(detach.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(detach.exitValue()).as(said).isZero();
  }

  private static String get(int port, String path) throws Exception {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
