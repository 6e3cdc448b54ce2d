package io.hostshift.source.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParsersTest {
  private static final int INPUTS = 10_000;

  private static final String JSON =
      "{\"compute\":{\"vmId\":\"a\",\"host\":{\"id\":\"b\"},\"n\":1,\"l\":[{\"x\":1}],\"z\":null},"
          + "\"uuid\":\"c\",\"id\":true}";

  private static final String HTTP =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nETag: a\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

  private static Map<String, String> leaves(String json) throws IOException {
    return JsonLeaves.parse(json.getBytes(UTF_8), "it");
  }

  @Test
  void shouldNameLeavesByTheirPath() throws IOException {
    assertThat(leaves(JSON))
        .containsExactly(
            entry("compute.vmId", "a"),
            entry("compute.host.id", "b"),
            entry("compute.n", "1"),
            entry("uuid", "c"),
            entry("id", "true"));
  }

  @Test
  void shouldNotGoDeeperThanItsBound() {
    assertThatThrownBy(() -> leaves("{\"a\":".repeat(20) + "1" + "}".repeat(20)))
        .isInstanceOf(IOException.class)
        .hasMessage("it: its answer is not JSON that can be read");
  }

  @Test
  void shouldNotReadWhatBreaksOff() {
    for (int length = 0; length < JSON.length(); length++) {
      String broken = JSON.substring(0, length);
      assertThatThrownBy(() -> leaves(broken)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldNotMakeAnIdentifierOfWhatIsEmptyLongOrNotText() {
    Found found = new Found("a");
    found.add("b", null, io.hostshift.host.Scope.VM).add("c", " ", io.hostshift.host.Scope.VM);
    found.add("d", "x".repeat(257), io.hostshift.host.Scope.VM);
    found.add("e", "x\ny", io.hostshift.host.Scope.VM);

    assertThat(found.identifiers()).isEmpty();
  }

  @Test
  void shouldEndEveryDamagedJsonInLeavesOrAnIoException() {
    damaged(JSON, bytes -> JsonLeaves.parse(bytes, "it"));
    damaged(JSON, bytes -> Azure.parse(bytes));
    damaged(JSON, bytes -> OpenStack.parse(bytes, bytes));
    damaged(JSON, bytes -> Oci.parse("id", bytes));
    damaged(JSON, bytes -> Gce.host(bytes));
  }

  @Test
  void shouldEndEveryDamagedResponseInAnAnswerOrAnIoException() {
    damaged(HTTP, bytes -> HttpResponseParser.parse(bytes, bytes.length, true));
    damaged(HTTP, bytes -> HttpResponseParser.parse(bytes, bytes.length, false));
  }

  @Test
  void shouldWaitForTheRestOfAResponse() throws IOException {
    byte[] bytes = HTTP.getBytes(ISO_8859_1);
    for (int length = 0; length < bytes.length - 2; length++) {
      assertThat(HttpResponseParser.parse(bytes, length, false)).isNull();
    }
    assertThat(HttpResponseParser.parse(bytes, bytes.length, false)).hasToString("200 abc");
  }

  private interface Parser {
    Object parse(byte[] bytes) throws IOException;
  }

  /** No other exception may come out, whatever goes in. */
  private static void damaged(String good, Parser parser) {
    Random random = new Random(7);
    int parsed = 0;
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = good.getBytes(ISO_8859_1);
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      byte[] input = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
      try {
        parser.parse(input);
        parsed++;
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(parsed + refused).isEqualTo(INPUTS);
  }
}
