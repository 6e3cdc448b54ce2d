package io.hostshift.testapp.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/** Carries requests of the JDK's HTTP server to an endpoint, and its replies back. */
final class JsonHandler implements HttpHandler {
  private static final int LONGEST_BODY = 64 * 1024;

  private final Endpoint endpoint;
  private final LongAdder answered;

  JsonHandler(Endpoint endpoint, LongAdder answered) {
    this.endpoint = endpoint;
    this.answered = answered;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Reply reply;
    try {
      byte[] body = body(exchange.getRequestBody());
      reply =
          endpoint.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
    } catch (BadRequestException e) {
      reply = Reply.error(400, e.getMessage());
    } catch (RuntimeException e) {
      reply = Reply.error(500, e.toString());
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(reply.body());
    }
    answered.increment();
  }

  private static byte[] body(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      body.write(buffer, 0, n);
      if (body.size() > LONGEST_BODY) {
        throw new BadRequestException("the body is longer than " + LONGEST_BODY + " bytes");
      }
    }
    return body.toByteArray();
  }
}
