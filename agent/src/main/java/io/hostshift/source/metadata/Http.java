package io.hostshift.source.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One request at a time over a connection of its own, with a limit on the time as a whole and on
 * the answer's length.
 *
 * <p>Not java.net.HttpURLConnection: an application may have named a URLStreamHandlerFactory, a
 * ProxySelector, an Authenticator and a CookieHandler for it, which would see these requests, or
 * send them elsewhere; and its kept connections have a thread that would outlive the agent. Not
 * java.net.Socket of its own either, for which there is a SocketImplFactory and {@code
 * socksProxyHost}. A socket channel knows none of these. Redirects are answers like any other.
 */
public final class Http {
  /** Of an answer's body. */
  static final int MOST_BYTES = 64 * 1024;

  static final String TOO_LONG = "its answer is longer than 64 KiB";

  private static final int MOST_HEAD_BYTES = 16 * 1024;

  private final Endpoint endpoint;
  private final LongSupplier clock;
  private final long limitNanos;
  private volatile SocketChannel waiting;
  private volatile boolean aborted;

  /**
   * @param clock nanoseconds
   * @param limitNanos from the connection to the last byte
   */
  public Http(Endpoint endpoint, LongSupplier clock, long limitNanos) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.limitNanos = limitNanos;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** A request that is answered at once. */
  public HttpResponse send(HttpRequest request) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      return exchange(channel, request, limitNanos);
    }
  }

  /**
   * A request that the server may leave without an answer until there is news.
   *
   * @param longestNanos how long it has been told to wait at most
   * @return null if {@link #abort} was called, now or since the last time
   */
  public HttpResponse await(HttpRequest request, long longestNanos) throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      waiting = channel;
      return aborted ? null : exchange(channel, request, limitNanos + longestNanos);
    } catch (IOException e) {
      if (aborted) {
        return null;
      }
      throw e;
    } finally {
      waiting = null;
      aborted = false;
    }
  }

  /** Ends {@link #await}, or has the next one end at once; from any thread. */
  public void abort() {
    aborted = true;
    SocketChannel channel = waiting;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Closed all the same: what waited on it ends.
        waiting = null;
      }
    }
  }

  private HttpResponse exchange(SocketChannel channel, HttpRequest request, long withinNanos)
      throws IOException {
    long deadline = clock.getAsLong() + withinNanos;
    try {
      Socket socket = channel.socket();
      socket.connect(endpoint.address(), (int) TimeUnit.NANOSECONDS.toMillis(limitNanos));
      socket.getOutputStream().write(bytes(request));
      return read(socket, deadline);
    } catch (SocketTimeoutException e) {
      throw timeout();
    }
  }

  /** Head and body in one write, so that they travel together. */
  private byte[] bytes(HttpRequest request) {
    byte[] head = head(request).getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + request.body().length);
    System.arraycopy(request.body(), 0, all, head.length, request.body().length);
    return all;
  }

  private String head(HttpRequest request) {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(endpoint.path()).append(request.path());
    head.append(" HTTP/1.1\r\nHost: ").append(endpoint.host());
    head.append("\r\nConnection: close\r\nAccept: */*\r\nUser-Agent: hostshift\r\n");
    for (String header : request.headers()) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The time left is looked at before each read, so a server that trickles bytes gains none. */
  private HttpResponse read(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[4096];
    int length = 0;
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - clock.getAsLong());
      if (left <= 0) {
        throw timeout();
      }
      socket.setSoTimeout((int) left);
      int read = in.read(bytes, length, bytes.length - length);
      length += Math.max(0, read);
      HttpResponse answer = HttpResponseParser.parse(bytes, length, read < 0);
      if (answer != null) {
        if (answer.body().length > MOST_BYTES) {
          throw new IOException(TOO_LONG);
        }
        return answer;
      }
      if (length == bytes.length) {
        if (length > MOST_BYTES + MOST_HEAD_BYTES) {
          throw new IOException(TOO_LONG);
        }
        bytes = java.util.Arrays.copyOf(bytes, length * 2);
      }
    }
  }

  private IOException timeout() {
    return new IOException(
        "it does not answer within " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms");
  }
}
