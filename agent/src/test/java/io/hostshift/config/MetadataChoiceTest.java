package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataChoiceTest {
  private static Configuration read(String arguments) {
    return ConfigurationReader.read(arguments, new Properties(), Map.of());
  }

  @Test
  void shouldAskThoseOfTheMachinesCloudByDefault() {
    assertThat(read("").metadata().automatic()).isTrue();
    assertThat(read("metadata=off").metadata().automatic()).isFalse();
    assertThat(read("metadata=off").metadata().endpoints()).isEmpty();
  }

  @Test
  void shouldAskThoseThatAreNamedAndNoOthers() {
    MetadataChoice choice =
        read("metadata=gce=http://127.0.0.1:81+oci=http://[::1]:82/x").metadata();

    assertThat(choice.automatic()).isFalse();
    assertThat(choice.endpoints()).containsOnlyKeys("gce", "oci");
    assertThat(choice.endpoints().get("oci")).hasToString("http://[::1]:82/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"on", "gce", "gce=", "mars=http://127.0.0.1", "gce=http://192.0.2.1", "gce=+"})
  void shouldSayWhatIsAcceptedInsteadOfAnythingElse(String text) {
    Configuration configuration = read("metadata=" + text);

    assertThat(configuration.problems()).singleElement().asString().contains("accepted is auto");
    assertThat(configuration.metadata().automatic()).isTrue();
  }
}
