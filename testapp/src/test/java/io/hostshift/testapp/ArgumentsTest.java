package io.hostshift.testapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.testapp.service.ServiceOptions;
import org.junit.jupiter.api.Test;

/** The command line. */
final class ArgumentsTest {
  @Test
  void shouldReadWhatIsGivenAndDefaultTheRest() {
    ServiceOptions options = ServiceOptions.parse("port=8080", "daemon=false", "load=0");

    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.daemon()).isFalse();
    assertThat(options.load()).isZero();
    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.seconds()).isZero();
  }

  @Test
  void shouldNameTheKeysThatThereAre() {
    refused("unknown key 'prot'; there are: host, port", "prot=1");
  }

  @Test
  void shouldSayWhichNumbersAreRight() {
    refused("port=70000: must be a number from 0 to 65535", "port=70000");
    refused("load=many: must be a number from 0 to 256", "load=many");
    refused("heapMb=: must be a number from 1 to 1024", "heapMb=");
  }

  @Test
  void shouldAcceptOnlyTrueOrFalse() {
    refused("daemon=yes: must be true or false", "daemon=yes");
  }

  @Test
  void shouldRefuseWhatIsNoKeyAndValue() {
    refused("'8080' is not of the form key=value", "8080");
    refused("'port' is given twice", "port=1", "port=2");
    refused("'host' has no value", "host=");
  }

  private static void refused(String message, String... arguments) {
    assertThatThrownBy(() -> ServiceOptions.parse(arguments))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message);
  }
}
