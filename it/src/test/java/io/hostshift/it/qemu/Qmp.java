package io.hostshift.it.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands to a QEMU process and its events, over the QEMU Machine Protocol: one JSON object a
 * line. Every call ends within two minutes.
 */
public final class Qmp implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UnixConnection connection;
  private final AtomicInteger ids = new AtomicInteger();

  private Qmp(UnixConnection connection) {
    this.connection = connection;
  }

  static Qmp connect(Path socket) throws IOException {
    Qmp qmp = new Qmp(UnixConnection.open(socket, LIMIT));
    qmp.execute("qmp_capabilities");
    return qmp;
  }

  /** Executes a command without arguments. */
  public JsonNode execute(String command) {
    return execute(command, Map.of());
  }

  /**
   * Executes a command and waits for its return value.
   *
   * @throws IllegalStateException with QEMU's words, when it reports an error
   */
  public JsonNode execute(String command, Map<String, ?> arguments) {
    int id = ids.incrementAndGet();
    ObjectNode request = JSON.createObjectNode().put("execute", command).put("id", id);
    if (!arguments.isEmpty()) {
      request.set("arguments", JSON.valueToTree(arguments));
    }
    int first = connection.lines().all().size();
    try {
      connection.send(request.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("QEMU is gone at " + command, e);
    }
    TimedLine line =
        connection.lines().awaitFrom(first, text -> parse(text).path("id").asInt() == id, LIMIT);
    JsonNode answer = parse(line.text());
    if (answer.has("error")) {
      throw new IllegalStateException(command + ": " + answer.get("error").path("desc").asText());
    }
    return answer.path("return");
  }

  /**
   * Executes a command of the human monitor, and returns what it prints: nothing, if all is well.
   */
  public String monitor(String command) {
    return execute("human-monitor-command", Map.of("command-line", command)).asText().strip();
  }

  /** When QEMU reported this event for the last time, by the host's clock. */
  public Optional<Instant> latest(String event) {
    return connection.lines().latest(line -> isEvent(line, event)).map(line -> time(line.text()));
  }

  /** Waits for an event, which may have come already. */
  public Instant await(String event, Duration limit) {
    return time(connection.lines().await(line -> isEvent(line, event), limit).text());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static boolean isEvent(String line, String event) {
    return parse(line).path("event").asText().equals(event);
  }

  private static Instant time(String line) {
    JsonNode stamp = parse(line).path("timestamp");
    return Instant.ofEpochSecond(
        stamp.path("seconds").asLong(), stamp.path("microseconds").asLong() * 1000);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
