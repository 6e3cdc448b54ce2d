package io.hostshift.it.neighbour;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An agent that people have in their JVMs, as it is. None of them leaves this machine. */
public enum Neighbour {
  JMX_EXPORTER("jmx_exporter", 8) {
    @Override
    public void addTo(JvmCommand command, int port) {
      command.options(
          agent("jmx_prometheus_javaagent")
              + ("=127.0.0.1:" + port + ":" + Tools.metrics("jmx_exporter.yml")));
    }

    @Override
    boolean works(ForkedJvm jvm, int port) throws Exception {
      return get(port, "/metrics").contains("jvm_threads_current");
    }
  },
  JOLOKIA("Jolokia", 11) {
    @Override
    public void addTo(JvmCommand command, int port) {
      command.options(agent("jolokia-agent-jvm") + "=host=127.0.0.1,port=" + port);
    }

    @Override
    boolean works(ForkedJvm jvm, int port) throws Exception {
      return get(port, "/jolokia/read/io.hostshift:type=Watcher/Running").contains("true");
    }
  },
  OPENTELEMETRY("OpenTelemetry", 8) {
    @Override
    public void addTo(JvmCommand command, int port) {
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
  ELASTIC("Elastic APM", 8) {
    @Override
    public void addTo(JvmCommand command, int port) {
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
  DATADOG("Datadog", 8) {
    @Override
    public void addTo(JvmCommand command, int port) {
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

  /** Its name. */
  public final String title;

  private final int leastJdk;

  Neighbour(String title, int leastJdk) {
    this.title = title;
    this.leastJdk = leastJdk;
  }

  /** Whether it is made for this JDK. */
  public boolean runsOn(int version) {
    return version >= leastJdk;
  }

  /**
   * Adds it to a JVM.
   *
   * @param port one that is free, for what it has to answer at
   */
  public abstract void addTo(JvmCommand command, int port);

  /** Whether it shows that it is at work. */
  abstract boolean works(ForkedJvm jvm, int port) throws Exception;

  private static String agent(String artifact) {
    return "-javaagent:" + Tools.jar(artifact);
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int NOBODY_LISTENS = 1;

  private static String get(int port, String path) throws Exception {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return ""; // It does not answer yet.
    }
  }
}
