package io.hostshift.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://[::1]:8080",
        "http://169.254.169.254",
        "http://[fe80::a9fe:a9fe]",
        "http://[fd00:ec2::254]",
        "http://127.0.0.1:8080/prefix/"
      })
  void shouldTakeAddressesOfThisMachineAndItsHost(String url) {
    assertThat(Endpoint.parse(url)).hasToString(url.replaceAll("/$", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1",
        "http://192.0.2.1:80",
        "http://100.100.100.200",
        "http://0.0.0.0",
        "http://[fd00::1]",
        "http://[2001:db8::1]",
        "http://[::ffff:192.0.2.1]",
        "http://metadata.google.internal",
        "http://2130706433",
        "http://0x7f.1",
        "https://127.0.0.1",
        "ftp://127.0.0.1",
        "http://user@127.0.0.1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:70000",
        "http://127.0.0.1/?a=b",
        "http:// 127.0.0.1",
        "127.0.0.1",
        "http://",
        ""
      })
  void shouldRefuseEverythingElse(String url) {
    assertThatThrownBy(() -> Endpoint.parse(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAskWhereTheCloudsAnswer() {
    assertThat(Endpoint.usual().address().getAddress().getHostAddress())
        .isEqualTo("169.254.169.254");
  }
}
