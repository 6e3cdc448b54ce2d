package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** An HTTP status and a JSON body. */
final class Reply {
  private final int status;
  private final byte[] body;

  private Reply(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  static Reply of(int status, JsonNode body) throws IOException {
    return new Reply(status, JsonText.bytes(body));
  }

  static Reply document(byte[] body) {
    return new Reply(200, body);
  }

  static Reply error(int status, String message) throws IOException {
    return of(status, JsonText.object().put("error", message));
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }
}
