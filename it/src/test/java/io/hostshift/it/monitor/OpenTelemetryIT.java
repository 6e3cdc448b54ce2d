package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.Tools;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry's agent beside ours sends the metrics of the rules that are shipped. */
@Tag("long")
class OpenTelemetryIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);

  @TempDir Path folder;

  /** Stands in for a collector: keeps the latest value of each series. */
  private static final class Collector implements AutoCloseable {
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, String> kinds = new TreeMap<>();
    private final HttpServer server;

    Collector() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/v1/metrics",
          exchange -> {
            boolean zipped =
                "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            take(ExportMetricsServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
    }

    private synchronized void take(ExportMetricsServiceRequest request) {
      request.getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          // Those of our rules, and not what the agent says of the JVM by itself.
          .filter(scope -> scope.getScope().getName().equals("io.opentelemetry.jmx"))
          .flatMap(scope -> scope.getMetricsList().stream())
          .forEach(this::take);
      notifyAll();
    }

    private void take(Metric metric) {
      var points =
          metric.hasSum()
              ? metric.getSum().getDataPointsList()
              : metric.getGauge().getDataPointsList();
      String kind = !metric.hasSum() ? "gauge" : metric.getSum().getIsMonotonic() ? "sum" : "level";
      kinds.put(metric.getName(), kind + " of " + metric.getUnit());
      for (NumberDataPoint point : points) {
        String labels =
            point.getAttributesList().stream()
                .map(label -> label.getKey() + "=" + label.getValue().getStringValue())
                .sorted()
                .collect(Collectors.joining(","));
        values.put(
            metric.getName() + "{" + labels + "}",
            point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble());
      }
    }

    synchronized void await(String series, double value, ForkedJvm jvm)
        throws InterruptedException {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!Double.valueOf(value).equals(values.get(series))) {
        if (System.nanoTime() > end) {
          throw new AssertionError(series + " is not " + value + ": " + values + "\n" + jvm);
        }
        wait(500);
      }
    }

    synchronized Map<String, Double> values() {
      return new TreeMap<>(values);
    }

    /** What kind of a number each is, and its unit. */
    synchronized Map<String, String> kinds() {
      return new TreeMap<>(kinds);
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void shouldSendAMoveToACollector() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (Collector collector = new Collector();
        ForkedJvm jvm =
            ForkedJvm.on(Jdk.running())
                .options(
                    "-javaagent:" + Tools.jar("opentelemetry-javaagent"),
                    "-Dotel.jmx.config=" + Tools.metrics("opentelemetry.yml"),
                    "-Dotel.jmx.discovery.delay=1000",
                    "-Dotel.metric.export.interval=1000",
                    "-Dotel.metrics.exporter=otlp",
                    "-Dotel.traces.exporter=none",
                    "-Dotel.logs.exporter=none",
                    "-Dotel.exporter.otlp.protocol=http/protobuf",
                    "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + collector.port())
                .agent(vm.arguments())
                .main(vm.program(), vm.file().toString())
                .start()) {
      collector.await("hostshift.migrations{verdict=MIGRATED}", 0, jvm);
      vm.move("host-b");
      collector.await("hostshift.migrations{verdict=MIGRATED}", 1, jvm);
      collector.await("hostshift.events{}", 1, jvm);

      Map<String, Double> values = collector.values();
      assertThat(values.keySet())
          .contains("hostshift.setting{mode=retune,name=processors}")
          .contains("hostshift.setting{mode=retune,name=gc.parallel}")
          .anyMatch(name -> name.matches("hostshift.processors\\{hypervisor=.+,vm=vm-1}"))
          .contains("hostshift.polls{}", "hostshift.poll.duration{}");
      assertThat(values.get("hostshift.setting{mode=retune,name=processors}")).isPositive();
      assertThat(values.keySet()).anyMatch(name -> name.startsWith("hostshift.stolen{"));
      assertThat(values.get("jvm.cpu.count{}"))
          .isEqualTo(values.get("hostshift.setting{mode=retune,name=processors}"));
      assertThat(values.get("system.cpu.logical.count{}")).isPositive();
      assertThat(values.get("system.cpu.time{cpu.mode=steal}")).isNotNegative();
      assertThat(values).containsKeys("k8s.container.cpu.limit{}", "k8s.container.memory.limit{}");
      // As OpenTelemetry's conventions have them.
      assertThat(collector.kinds())
          .containsEntry("jvm.cpu.count", "level of {cpu}")
          .containsEntry("system.cpu.logical.count", "level of {cpu}")
          .containsEntry("system.cpu.time", "sum of s")
          .containsEntry("k8s.container.cpu.limit", "level of {cpu}")
          .containsEntry("k8s.container.memory.limit", "level of By");
    }
  }
}
