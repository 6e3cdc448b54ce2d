package io.hostshift.source.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private static Http http(RawServer server) {
    return new Http(server.endpoint(), System::nanoTime, TimeUnit.SECONDS.toNanos(20));
  }

  private static HttpResponse ask(RawServer server) throws IOException {
    return http(server).send(HttpRequest.get("/x"));
  }

  private static RawServer saying(String... parts) throws IOException {
    return new RawServer(
        socket -> {
          for (String part : parts) {
            socket.getOutputStream().write(part.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
          }
        });
  }

  private static void assertFails(RawServer server, String reason) throws IOException {
    try (server) {
      assertThatThrownBy(() -> ask(server)).isInstanceOf(IOException.class).hasMessage(reason);
    }
  }

  @Test
  void shouldTakeABodyByLengthInChunksOrUntilTheEnd() throws Exception {
    for (String answer :
        List.of(
            OK + "Content-Length: 3\r\n\r\nabc and more",
            OK + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\n\r\n",
            OK + "\r\nabc")) {
      try (RawServer server = saying(answer)) {
        assertThat(new String(ask(server).body(), ISO_8859_1)).startsWith("abc").hasSize(3);
      }
    }
  }

  @Test
  void shouldNotWaitForTheConnectionToEndAfterABodyWithALength() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            socket -> {
              socket.getOutputStream().write((OK + "Content-Length: 1\r\n\r\na").getBytes());
              over.await();
            })) {
      assertThat(ask(server).body()).hasSize(1);
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldGiveUpInTimeWithAServerThatSaysNothing() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server = new RawServer(socket -> over.await())) {
      Http http = new Http(server.endpoint(), System::nanoTime, TimeUnit.MILLISECONDS.toNanos(300));

      assertThatThrownBy(() -> http.send(HttpRequest.get("/x")))
          .isInstanceOf(IOException.class)
          .hasMessage("it does not answer within 300 ms");
    } finally {
      over.countDown();
    }
  }

  /** The clock runs a second at each look, and no read takes all that the server sends. */
  @Test
  void shouldGiveUpInTimeWithAServerThatTrickles() throws Exception {
    AtomicLong clock = new AtomicLong();
    try (RawServer server = saying(OK + "Content-Length: 60000\r\n\r\n" + "a".repeat(60_000))) {
      Http http =
          new Http(
              server.endpoint(),
              () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(1)),
              TimeUnit.SECONDS.toNanos(4));

      assertThatThrownBy(() -> http.send(HttpRequest.get("/x")))
          .hasMessage("it does not answer within 4000 ms");
    }
  }

  @Test
  void shouldNotTakeMoreThan64KiB() throws Exception {
    assertFails(saying(OK + "Content-Length: 65537\r\n\r\n"), "its answer is longer than 64 KiB");
    assertFails(saying(OK + "\r\n" + "a".repeat(1 << 20)), "its answer is longer than 64 KiB");
    assertFails(
        saying(
            OK
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "1000\r\n".concat("a".repeat(4096)).concat("\r\n").repeat(40)),
        "its answer is longer than 64 KiB");
    assertFails(saying(OK + "a: b\r\n".repeat(50_000)), "its answer is longer than 64 KiB");
  }

  @Test
  void shouldTellAnAnswerThatBreaksOff() throws Exception {
    assertFails(saying(), "it closed without an answer");
    assertFails(saying("HTTP/1.1 2"), "its answer broke off");
    assertFails(saying(OK + "Content-Length: 4\r\n\r\nabc"), "its answer broke off");
    assertFails(saying(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nab"), "its answer broke off");
  }

  @Test
  void shouldTellGarbage() throws Exception {
    assertFails(saying("SSH-2.0-OpenSSH_9.2\r\n"), "what it answered is not HTTP");
    assertFails(saying("HTTP/2 200\r\n\r\n"), "what it answered is not HTTP");
    assertFails(saying(OK + "nonsense\r\n\r\n"), "a header of its answer has no name");
    assertFails(
        saying(OK + "Content-Length: -1\r\n\r\n"), "the length of its answer is not a number");
    assertFails(
        saying(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        "a chunk of its answer has no length");
    assertFails(
        saying(OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"),
        "a chunk of its answer is longer than announced");
    assertFails(saying(OK + "Transfer-Encoding: gzip\r\n\r\n"), "its answer is encoded as gzip");
  }

  @Test
  void shouldNotFollowARedirect() throws Exception {
    try (RawServer elsewhere = saying(OK + "\r\n");
        RawServer server =
            saying("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.endpoint() + "/\r\n\r\n")) {
      assertThat(ask(server).status()).isEqualTo(302);
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void shouldNotAskForTheApplicationsProxy() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ProxySelector usual = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            asked.incrementAndGet();
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {
            asked.incrementAndGet();
          }
        });
    System.setProperty("socksProxyHost", "127.0.0.1");
    System.setProperty("socksProxyPort", "1");
    try (RawServer server = saying(OK + "Content-Length: 0\r\n\r\n")) {
      assertThat(ask(server).status()).isEqualTo(200);
      assertThat(asked).hasValue(0);
    } finally {
      System.clearProperty("socksProxyHost");
      System.clearProperty("socksProxyPort");
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void shouldEndALongWaitWhenAskedTo() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RawServer server = new RawServer(socket -> over.await())) {
      Http http = http(server);
      CompletableFuture<HttpResponse> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return http.await(HttpRequest.get("/x"), TimeUnit.MINUTES.toNanos(1));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(server.asked().await(5, TimeUnit.SECONDS)).isTrue();
      http.abort();

      assertThat(waiting.get(5, TimeUnit.SECONDS)).isNull();
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldEndTheNextLongWaitAtOnceWhenAskedToBefore() throws Exception {
    try (RawServer server = saying()) {
      Http http = http(server);
      http.abort();

      assertThat(http.await(HttpRequest.get("/x"), TimeUnit.MINUTES.toNanos(1))).isNull();
      assertThat(server.connections()).isZero();
    }
  }
}
