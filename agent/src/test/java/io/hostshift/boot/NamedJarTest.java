package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedJarTest {
  @Test
  void shouldTakeTheJarFromBeforeTheConfiguration() {
    NamedJar named = NamedJar.of("@attach /tmp/a/answer hostshift.jar=/opt/h.jar,interval=1s");

    assertThat(named.file()).hasToString("/opt/h.jar");
    assertThat(named.arguments()).isEqualTo("@attach /tmp/a/answer interval=1s");
  }

  @Test
  void shouldTakeItWithoutAConfiguration() {
    NamedJar named = NamedJar.of("@attach /tmp/a/answer hostshift.jar=/opt/h.jar,");

    assertThat(named.file()).hasToString("/opt/h.jar");
    assertThat(named.arguments()).isEqualTo("@attach /tmp/a/answer ");
  }

  @Test
  void shouldTakeAnyPath() {
    assertThat(NamedJar.of("@attach /tmp/a hostshift.jar=/a%20b%2Cc%2525=d.jar,x=y").file())
        .hasToString("/a b,c%25=d.jar");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {"interval=1s", "hostshift.jar=/x", "@status /tmp/a", "@attach /tmp/a interval=1s"})
  void shouldLeaveEverythingElseAsItIs(String arguments) {
    assertThat(NamedJar.of(arguments).file()).isNull();
    assertThat(NamedJar.of(arguments).arguments()).isEqualTo(arguments);
  }
}
