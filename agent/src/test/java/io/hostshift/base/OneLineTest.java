package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @ParameterizedTest
  @ValueSource(
      chars = {
        '\n',
        '\r',
        '\t',
        '\0',
        '\u001b',
        '\u007f', // the first set of control characters
        '\u0080',
        '\u0085',
        '\u009b',
        '\u009f', // the second
        '\u2028',
        '\u2029', // separators
        '\u202a',
        '\u202b',
        '\u202c',
        '\u202d',
        '\u202e', // embeddings and overrides
        '\u2066',
        '\u2067',
        '\u2068',
        '\u2069', // isolates
        '\u200b',
        '\u200e',
        '\u200f',
        '\u061c',
        '\ufeff', // others that nobody sees
        '\ud800',
        '\udc00' // halves
      })
  void shouldNotLetThrough(char unsafe) {
    assertThat(OneLine.of("a" + unsafe + "b")).isEqualTo("a?b");
    assertThat(OneLine.of("a" + unsafe + "b", ' ')).isEqualTo("a b");
  }

  @Test
  void shouldLeaveEveryOtherText() {
    String text = "Rechner-7 \u00a0\u00e4 \u05de\u05d0 \u4e3b\u673a \ud83d\ude80 \u2027\u202f";

    assertThat(OneLine.of(text)).isEqualTo(text);
    assertThat(OneLine.of("")).isEmpty();
  }

  @Test
  void shouldCutALongTextBetweenCharactersAndSayHowLongItIs() {
    assertThat(OneLine.cut("abc", 3)).isEqualTo("abc");
    assertThat(OneLine.cut("abcd", 3)).isEqualTo("abc... (4 characters)");
    assertThat(OneLine.cut("ab\ud83d\ude00", 3)).isEqualTo("ab... (4 characters)");
  }
}
