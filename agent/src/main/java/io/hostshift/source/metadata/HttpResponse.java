package io.hostshift.source.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** What a server answered: a status, headers and a body that has come in full. */
public final class HttpResponse {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param headers by names in lower case
   */
  HttpResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
  }

  public int status() {
    return status;
  }

  /** Empty if there is none; of several the first. */
  public String header(String name) {
    String value = headers.get(name.toLowerCase(java.util.Locale.ROOT));
    return value == null ? "" : value;
  }

  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return status + " " + new String(body, StandardCharsets.UTF_8);
  }
}
