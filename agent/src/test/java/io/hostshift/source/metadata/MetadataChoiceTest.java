package io.hostshift.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataChoiceTest {
  @Test
  void shouldAskThoseOfTheMachinesCloudByDefault() {
    assertThat(MetadataChoice.parse("auto").automatic()).isTrue();
    assertThat(MetadataChoice.parse("off").automatic()).isFalse();
    assertThat(MetadataChoice.parse("off").endpoints()).isEmpty();
  }

  @Test
  void shouldAskThoseThatAreNamedAndNoOthers() {
    MetadataChoice choice = MetadataChoice.parse("gce=http://127.0.0.1:81+oci=http://[::1]:82/x");

    assertThat(choice.automatic()).isFalse();
    assertThat(choice.endpoints()).containsOnlyKeys("gce", "oci");
    assertThat(choice.endpoints().get("oci")).hasToString("http://[::1]:82/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"on", "gce", "gce=", "mars=http://127.0.0.1", "gce=http://192.0.2.1", "gce=+"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> MetadataChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
