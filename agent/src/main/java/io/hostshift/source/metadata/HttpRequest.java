package io.hostshift.source.metadata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is asked of a server. */
public final class HttpRequest {
  private final String method;
  private final String path;
  private final List<String> headers;
  private final byte[] body;

  private HttpRequest(String method, String path, List<String> headers, byte[] body) {
    this.method = method;
    this.path = path;
    this.headers = Collections.unmodifiableList(headers);
    this.body = body;
    for (String header : headers) {
      if (header.chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw new IllegalArgumentException("a header is not plain text");
      }
    }
  }

  /**
   * @param path with its query
   * @param headers each as {@code Name: value}
   */
  public static HttpRequest get(String path, String... headers) {
    return new HttpRequest("GET", path, Arrays.asList(headers), new byte[0]);
  }

  /** Without a body. */
  static HttpRequest put(String path, String header) {
    return new HttpRequest("PUT", path, Arrays.asList(header, "Content-Length: 0"), new byte[0]);
  }

  /**
   * @param json the body
   */
  public static HttpRequest post(String path, String json, String... headers) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.add("Content-Type: application/json");
    all.add("Content-Length: " + body.length);
    return new HttpRequest("POST", path, all, body);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
