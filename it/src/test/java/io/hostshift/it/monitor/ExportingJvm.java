package io.hostshift.it.monitor;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A JVM with our agent and that of jmx_exporter, which answers at a port of this machine. */
record ExportingJvm(ForkedJvm jvm, int port) implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static ExportingJvm start(Jdk jdk, MovableVm vm, String... options) {
    int port = FreePort.any();
    ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-Xmx128m")
            .options(options)
            .options(
                "-javaagent:"
                    + Tools.jar("jmx_prometheus_javaagent")
                    + "=127.0.0.1:"
                    + port
                    + ":"
                    + Tools.metrics("jmx_exporter.yml"))
            .agent(vm.arguments())
            .main(vm.program(), vm.file().toString())
            .start();
    return new ExportingJvm(jvm, port);
  }

  /** What it shows now; empty as long as it does not answer. */
  String metrics() {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  void awaitMetric(String line, Duration limit) throws InterruptedException {
    Eventually.answers(
        () -> line + " of " + jvm, limit, this::metrics, metrics -> metrics.contains(line));
  }

  @Override
  public void close() {
    jvm.close();
  }
}
