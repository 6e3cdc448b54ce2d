package io.hostshift.source.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A metadata service on loopback that refuses what the real one would refuse. */
final class FakeService implements AutoCloseable {
  /** Whether a request is as the real service wants it; the status of the refusal, or 200. */
  interface Check {
    int status(HttpExchange request);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final Map<String, String> answerHeaders = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Check check = request -> 200;

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  Endpoint endpoint() {
    return Endpoint.parse("http://127.0.0.1:" + server.getAddress().getPort());
  }

  FakeService check(Check to) {
    check = to;
    return this;
  }

  /** Path with query to body. */
  FakeService with(String path, String body) {
    values.put(path, body);
    return this;
  }

  FakeService without(String path) {
    values.remove(path);
    return this;
  }

  FakeService withHeader(String name, String value) {
    answerHeaders.put(name, value);
    return this;
  }

  /** {@code METHOD PATH?QUERY} of each. */
  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      requests.add(exchange.getRequestMethod() + " " + path);
      boolean forwarded = exchange.getRequestHeaders().containsKey("X-Forwarded-For");
      int status = forwarded ? 400 : check.status(exchange);
      String body = values.get(path);
      status = status == 200 && body == null ? 404 : status;
      answerHeaders.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = status == 200 ? body.getBytes(UTF_8) : new byte[0];
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
