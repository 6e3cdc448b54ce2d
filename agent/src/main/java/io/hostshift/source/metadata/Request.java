package io.hostshift.source.metadata;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is asked of a server. */
final class Request {
  private final String method;
  private final String path;
  private final List<String> headers;

  private Request(String method, String path, List<String> headers) {
    this.method = method;
    this.path = path;
    this.headers = Collections.unmodifiableList(headers);
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
  static Request get(String path, String... headers) {
    return new Request("GET", path, Arrays.asList(headers));
  }

  /** Without a body. */
  static Request put(String path, String header) {
    return new Request("PUT", path, Arrays.asList(header, "Content-Length: 0"));
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
}
