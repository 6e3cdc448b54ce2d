package io.hostshift.source.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that reads one request head and then does as it is told. */
final class RawServer implements AutoCloseable {
  interface Behaviour {
    void answer(Socket socket) throws Exception;
  }

  private final ServerSocket listening =
      new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);

  RawServer(Behaviour behaviour) throws IOException {
    Thread thread = new Thread(() -> serve(behaviour), "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Behaviour behaviour) {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        connections.incrementAndGet();
        readHead(socket.getInputStream());
        asked.countDown();
        behaviour.answer(socket);
      } catch (Exception e) {
        // The client has gone, or the test is over.
        continue;
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int c = in.read();
      if (c < 0) {
        return;
      }
      matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
    }
  }

  Endpoint endpoint() {
    return Endpoint.parse("http://127.0.0.1:" + listening.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  /** Counts down when the first request has come. */
  CountDownLatch asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
