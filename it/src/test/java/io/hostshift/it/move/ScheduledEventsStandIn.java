package io.hostshift.it.move;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azure's Scheduled Events on loopback, for a machine called vm-1; refuses what Azure refuses. */
final class ScheduledEventsStandIn implements AutoCloseable {
  private static final Pattern START =
      Pattern.compile("\\{\"StartRequests\":\\[\\{\"EventId\":\"([^\"]+)\"}]}");
  private static final String NAME = "/metadata/instance/compute/name";
  private static final String EVENTS = "/metadata/scheduledevents?api-version=2020-07-01";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> events = new ConcurrentHashMap<>();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final List<Instant> asked = new CopyOnWriteArrayList<>();

  ScheduledEventsStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** As the key {@code metadata} takes it. */
  String metadata() {
    return "azure=http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Schedules a live migration of vm-1. */
  void freeze(String id, Instant notBefore) {
    events.put(
        id,
        "{\"EventId\":\""
            + id
            + "\",\"EventStatus\":\"Scheduled\",\"EventType\":\"Freeze\",\"ResourceType\":"
            + "\"VirtualMachine\",\"Resources\":[\"vm-1\"],\"NotBefore\":\""
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(notBefore.atZone(ZoneOffset.UTC))
            + "\",\"Description\":\"Virtual machine is being paused because of a memory-preserving"
            + " Live Migration operation.\",\"EventSource\":\"Platform\",\"DurationInSeconds\":5}");
  }

  void gone(String id) {
    events.remove(id);
  }

  /** The ids, in the order of their acknowledgements. */
  List<String> acknowledged() {
    return acknowledged;
  }

  /** When the events were asked for. */
  List<Instant> asked() {
    return asked;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean header = "true".equals(exchange.getRequestHeaders().getFirst("Metadata"));
      String answer = header ? answer(exchange, body) : null;
      byte[] bytes = answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          answer == null ? 400 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Null to refuse. */
  private String answer(HttpExchange exchange, String body) {
    String uri = exchange.getRequestURI().toString();
    if (uri.startsWith(NAME)) {
      return "vm-1";
    }
    if (!uri.equals(EVENTS)) {
      return null;
    }
    if (exchange.getRequestMethod().equals("GET")) {
      asked.add(Instant.now());
      return "{\"DocumentIncarnation\":1,\"Events\":[" + String.join(",", events.values()) + "]}";
    }
    Matcher start = START.matcher(body);
    if (!start.matches() || !events.containsKey(start.group(1))) {
      return null;
    }
    acknowledged.add(start.group(1));
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
