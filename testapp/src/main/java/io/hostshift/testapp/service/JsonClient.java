package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;

/** Asks a service; one that does not answer within ten seconds counts as failed. */
public final class JsonClient {
  private static final int PATIENCE_MILLIS = 10_000;

  private final String host;
  private final int port;

  public JsonClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** The object at that path; any status but 200 is an exception with the service's words. */
  public JsonNode get(String path) throws IOException {
    return answer(open(path), 200);
  }

  /** Posts and returns what came back; any status but 201 is an exception. */
  public JsonNode post(String path, JsonNode body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    byte[] bytes = JsonText.bytes(body);
    connection.setFixedLengthStreamingMode(bytes.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
    return answer(connection, 201);
  }

  private HttpURLConnection open(String path) throws IOException {
    URL url = new URL("http", host, port, path);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    return connection;
  }

  private static JsonNode answer(HttpURLConnection connection, int wanted) throws IOException {
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (in != null) {
      // Read to the end, or the connection is not used again.
      try (InputStream closing = in) {
        byte[] buffer = new byte[2048];
        for (int n = closing.read(buffer); n >= 0; n = closing.read(buffer)) {
          body.write(buffer, 0, n);
        }
      }
    }
    if (status != wanted) {
      throw new IOException(
          connection.getURL().getPath() + " answered " + status + " " + body.toString("UTF-8"));
    }
    return JsonText.read(body.toByteArray());
  }
}
