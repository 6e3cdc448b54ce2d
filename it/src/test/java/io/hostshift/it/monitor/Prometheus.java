package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A real Prometheus with the project's rules, which scrapes ports of this machine. */
final class Prometheus implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Lines log;
  private final int port;

  private Prometheus(Process process, Lines log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * @param folder an empty one, for its configuration and data
   */
  static Prometheus start(Path folder, List<Integer> targets) throws IOException {
    int port = FreePort.any();
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: hostshift
                static_configs: [{targets: [%s]}]
            """
                .formatted(
                    Tools.metrics("rules.yml"),
                    targets.stream()
                        .map(target -> "\"127.0.0.1:" + target + "\"")
                        .collect(Collectors.joining(", "))));
    Process process =
        new ProcessBuilder(
                Tools.prometheus("prometheus").toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .start();
    return new Prometheus(process, Lines.of(process.getInputStream()), port);
  }

  /** The answer to a query now, with or without result. */
  JsonNode query(String expression) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/api/v1/query?query="
                              + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new AssertionError(expression + ": " + answer.path("error").asText());
      }
      return answer.path("data").path("result");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A label of each series of the answer. */
  List<String> labels(String expression, String label) {
    List<String> values = new ArrayList<>();
    query(expression).forEach(series -> values.add(series.path("metric").path(label).asText()));
    return values;
  }

  /** Asks until the answer is as expected. */
  JsonNode await(String expression, Predicate<JsonNode> expected, Duration limit)
      throws InterruptedException {
    return Eventually.answers(
        () -> expression + "\n" + log,
        limit,
        () -> {
          assertThat(process.isAlive()).as("alive: %s", log).isTrue();
          return answers(expression);
        },
        answer -> answer != null && expected.test(answer));
  }

  /** Null while it does not listen yet. */
  private JsonNode answers(String expression) {
    try {
      return query(expression);
    } catch (java.io.UncheckedIOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
