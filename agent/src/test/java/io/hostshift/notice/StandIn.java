package io.hostshift.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A metadata service on loopback; what it answers is a subclass's. */
abstract class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A status other than 0 for all requests from now on. */
  volatile int refusal;

  /** A body for all requests from now on; null for the right one. */
  volatile String garbage;

  StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Status and body. */
  record Reply(int status, String body) {}

  abstract Reply answer(HttpExchange request, String body) throws Exception;

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      Reply reply = reply(exchange, body);
      byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(HttpExchange exchange, String body) throws IOException {
    if (exchange.getRequestHeaders().containsKey("X-Forwarded-For")) {
      return new Reply(400, "");
    }
    if (refusal != 0) {
      return new Reply(refusal, "");
    }
    try {
      Reply right = answer(exchange, body);
      return garbage == null || right.status != 200 ? right : new Reply(200, garbage);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Each as {@code METHOD PATH?QUERY}. */
  List<String> requests() {
    return requests;
  }

  Http http() {
    return new Http(endpoint(), System::nanoTime, TimeUnit.SECONDS.toNanos(20));
  }

  Endpoint endpoint() {
    return Endpoint.parse("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static boolean has(HttpExchange request, String header, String value) {
    return value.equals(request.getRequestHeaders().getFirst(header));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
