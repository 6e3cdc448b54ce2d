package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "host-a, host-a",
    "small-*, small-7",
    "small-*, small-",
    "*EPYC*, AMD EPYC 9654",
    "*, x",
    "'*', ''",
    "'', ''",
    "a?c, abc",
    "*a*b*, xxaxxbxx",
    "*ab, aab",
    "a**b, ab",
    "*.example.org, n1.example.org"
  })
  void shouldMatch(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "host-a, host-b",
    "small-*, Small-7",
    "small-*, xsmall-7",
    "*EPYC, AMD EPYC 9654",
    "'', x",
    "a?c, ac",
    "?, ''",
    "host-a, host-a1",
    "*a*b*, ba",
    "[ab], a",
    "a.c, abc"
  })
  void shouldNotMatch(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isFalse();
  }
}
