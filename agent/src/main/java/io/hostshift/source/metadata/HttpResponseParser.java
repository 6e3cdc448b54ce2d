package io.hostshift.source.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 responses, as far as a service near the machine sends them: with a length, in chunks, or
 * until the connection ends. Format: RFC 9112.
 */
final class HttpResponseParser {
  private HttpResponseParser() {}

  /**
   * @param ended whether the server has closed the connection, so that nothing more will come
   * @return null if more has to come
   * @throws IOException if this is no response, or the connection ended within it
   */
  static HttpResponse parse(byte[] bytes, int length, boolean ended) throws IOException {
    int headEnd = headEnd(bytes, length);
    if (headEnd < 0) {
      if (ended) {
        throw new IOException(length == 0 ? "it closed without an answer" : "its answer broke off");
      }
      if (length > 8 && !startsLikeHttp(bytes)) {
        throw new IOException("what it answered is not HTTP");
      }
      return null;
    }
    String[] lines = new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1).split("\r?\n");
    int status = status(lines.length == 0 ? "" : lines[0]);
    Map<String, String> headers = headers(lines);
    byte[] body = body(headers, status, Arrays.copyOfRange(bytes, headEnd, length), ended);
    return body == null ? null : new HttpResponse(status, headers, body);
  }

  private static boolean startsLikeHttp(byte[] bytes) {
    return new String(bytes, 0, 7, StandardCharsets.ISO_8859_1).equals("HTTP/1.");
  }

  /** The first byte of the body; -1 if the empty line has not come yet. */
  private static int headEnd(byte[] bytes, int length) {
    for (int i = 1; i < length; i++) {
      if (bytes[i] == '\n'
          && (bytes[i - 1] == '\n' || (i > 1 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n'))) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [2-5]\\d\\d( .*)?")) {
      throw new IOException("what it answered is not HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static Map<String, String> headers(String[] lines) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        throw new IOException("a header of its answer has no name");
      }
      String name = lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
      headers.putIfAbsent(name, lines[i].substring(colon + 1).trim());
    }
    return headers;
  }

  private static byte[] body(Map<String, String> headers, int status, byte[] rest, boolean ended)
      throws IOException {
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    String coding = headers.getOrDefault("transfer-encoding", "identity");
    if (coding.equalsIgnoreCase("chunked")) {
      return Chunks.join(rest, ended);
    }
    if (!coding.equalsIgnoreCase("identity")) {
      throw new IOException("its answer is encoded as " + coding);
    }
    String text = headers.get("content-length");
    if (text == null) {
      return ended ? rest : null;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new IOException("the length of its answer is not a number");
    }
    int expected = Integer.parseInt(text);
    if (expected > Http.MOST_BYTES) {
      throw new IOException(Http.TOO_LONG);
    }
    if (rest.length < expected && ended) {
      throw new IOException("its answer broke off");
    }
    return rest.length < expected ? null : Arrays.copyOf(rest, expected);
  }
}
