package io.hostshift.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** How services behave when nothing is as it should be. */
class MetadataSourceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  static final Iterable<String> clouds = MetadataSource.NAMES;

  private static MetadataSource source(String cloud, Endpoint endpoint) {
    return MetadataSource.of(cloud, endpoint, System::nanoTime, () -> 0.5, 20 * SECOND);
  }

  private static Reading read(String cloud, String answer) throws Exception {
    try (RawServer server =
        new RawServer(socket -> socket.getOutputStream().write(answer.getBytes()))) {
      return source(cloud, server.endpoint()).read(null);
    }
  }

  @ParameterizedTest
  @FieldSource("clouds")
  void shouldSayThatItDoesNotFindWhatItAsksFor(String cloud) throws Exception {
    Reading reading = read(cloud, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).contains("http://127.0.0.1:").contains("it answers 404 to /");
  }

  @ParameterizedTest
  @FieldSource("clouds")
  void shouldSayThatRedirectsAreNotFollowed(String cloud) throws Exception {
    Reading reading = read(cloud, "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\n\r\n");

    assertThat(reading.reason()).endsWith("redirects are not followed");
  }

  @ParameterizedTest
  @FieldSource("clouds")
  void shouldNotInventIdentifiersFromGarbage(String cloud) throws Exception {
    assertThat(read(cloud, "HTTP/1.1 200 OK\r\n\r\n\0\1\2{{{").state()).isEqualTo(ReadState.FAILED);
    assertThat(read(cloud, "HTTP/1.1 200 OK\r\n\r\n").state()).isEqualTo(ReadState.FAILED);
    assertThat(read(cloud, "").state()).isEqualTo(ReadState.FAILED);
  }

  @Test
  void shouldSayThatNobodyListens() throws Exception {
    Endpoint gone;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = Endpoint.parse("http://127.0.0.1:" + socket.getLocalPort());
    }
    Reading reading = source("azure", gone).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).contains("Connection refused");
  }

  @Test
  void shouldBackOffForAsLongAsTheServiceAsks() throws Exception {
    try (FakeService server = new FakeService()) {
      server.check(request -> 429).withHeader("Retry-After", "17");
      MetadataSource azure = source("azure", server.endpoint());

      assertThat(azure.read(null).reason()).contains("it answers 429");
      assertThat(azure.restNanos(SECOND)).isEqualTo(17 * SECOND);
      assertThat(azure.leastRestNanos()).isEqualTo(17 * SECOND);
    }
  }

  @Test
  void shouldBackOffFurtherWithEachFailureAndNotAtAllAfterASuccess() throws Exception {
    String path = "/metadata/instance?api-version=2023-11-15";
    try (FakeService server = new FakeService()) {
      MetadataSource azure = source("azure", server.endpoint());
      Reading failed = azure.read(null);
      assertThat(azure.restNanos(SECOND)).isEqualTo(2 * SECOND);
      assertThat(azure.read(failed)).isSameAs(failed);
      assertThat(azure.restNanos(SECOND)).isEqualTo(4 * SECOND);

      server.with(path, "{\"compute\":{\"vmId\":\"a\"}}");
      Reading found = azure.read(failed);
      azure.read(found);
      assertThat(azure.restNanos(SECOND)).isEqualTo(30 * SECOND);
      assertThat(azure.leastRestNanos()).isEqualTo(SECOND);
    }
  }
}
