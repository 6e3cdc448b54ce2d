package io.hostshift.source.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PvrTest {
  @Test
  void shouldCompareReleasesByNumber() {
    assertThat(Pvr.atLeast("4.18.0-553.el8.ppc64le", 4, 18)).isTrue();
    assertThat(Pvr.atLeast("10.0.1", 4, 18)).isTrue();
    assertThat(Pvr.atLeast("4.9.0", 4, 18)).isFalse();
    assertThat(Pvr.atLeast("", 4, 18)).isFalse();
  }
}
