package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped rules and dashboard, with a real Prometheus. */
@Tag("prometheus")
class PrometheusIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"check rules rules.yml", "test rules rules_test.yml", "check config prometheus.yml"})
  void shouldPassPromtool(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Tools.prometheus("promtool").toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process promtool =
        new ProcessBuilder(command)
            .directory(Tools.metrics("rules.yml").getParent().toFile())
            .redirectErrorStream(true)
            .start();
    Lines lines = Lines.of(promtool.getInputStream()).awaitEnd(LIMIT);

    assertThat(promtool.waitFor()).as(lines.toString()).isZero();
    assertThat(lines.toString()).contains("SUCCESS");
  }

  @Test
  void shouldTellWhichJvmsMovedTogether() throws Exception {
    MovableVm moving = vm("moving", "vm-1");
    MovableVm staying = vm("staying", "vm-2");
    try (ExportingJvm first = ExportingJvm.start(Jdk.running(), moving);
        ExportingJvm second = ExportingJvm.start(Jdk.running(), moving);
        ExportingJvm third = ExportingJvm.start(Jdk.running(), staying);
        Prometheus prometheus =
            Prometheus.start(
                Files.createDirectory(folder.resolve("prometheus")),
                List.of(first.port(), second.port(), third.port()))) {
      // Twice, since what Prometheus has never seen at 0 has not increased.
      prometheus.await(
          "count_over_time(hostshift_migrations_total{verdict=\"MIGRATED\"}[1m]) > 2",
          result -> result.size() == 3,
          LIMIT);
      assertThat(prometheus.labels("hostshift_host_info", "value"))
          .containsExactly("host-a", "host-a", "host-a");
      assertThat(number(prometheus.query("hostshift_moved_vms:count1h"))).isZero();

      moving.move("host-b");
      prometheus.await(
          "instance:hostshift_moves:increase1h > 0", result -> result.size() == 2, LIMIT);

      assertThat(prometheus.labels("instance:hostshift_moves:increase1h > 0", "instance"))
          .containsExactlyInAnyOrder("127.0.0.1:" + first.port(), "127.0.0.1:" + second.port());
      assertThat(prometheus.labels("instance:hostshift_moves:increase1h > 0", "vm"))
          .containsExactly("vm-1", "vm-1");
      prometheus.await(
          "vm:hostshift_moved_jvms:count1h{vm=\"vm-1\"} == 2", result -> result.size() == 1, LIMIT);
      prometheus.await("hostshift_moved_vms:count1h == 1", result -> result.size() == 1, LIMIT);
      prometheus.await(
          "count by (value) (hostshift_host_info{value=\"host-b\"}) == 2",
          result -> result.size() == 1,
          LIMIT);
      prometheus.await(
          "ALERTS{alertname=\"HostshiftVmMoved\"}", result -> result.size() == 2, LIMIT);
      checkDashboard(prometheus);
    }
  }

  private MovableVm vm(String name, String id) throws Exception {
    return new MovableVm(Files.createDirectory(folder.resolve(name)), id);
  }

  private static double number(JsonNode result) {
    return Double.parseDouble(result.path(0).path("value").path(1).asText());
  }

  /** As Grafana asks, with all VMs and JVMs chosen. */
  private static void checkDashboard(Prometheus prometheus) throws Exception {
    JsonNode dashboard =
        new ObjectMapper().readTree(Tools.metrics("grafana-dashboard.json").toFile());
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.add(target.path("expr").asText());
      }
    }
    for (JsonNode annotation : dashboard.path("annotations").path("list")) {
      expressions.add(annotation.path("expr").asText());
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        String definition = variable.path("definition").asText();
        expressions.add(definition.replaceAll("^label_values\\((.*), \\w+\\)$", "$1"));
      }
    }
    assertThat(expressions).hasSizeGreaterThan(15);
    for (String expression : expressions) {
      String asked =
          expression
              .replace("$__rate_interval", "1m")
              .replace("$instance", ".*")
              .replace("$vm", ".*");
      prometheus.await(asked, result -> result.size() > 0, LIMIT);
    }
  }
}
