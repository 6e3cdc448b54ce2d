package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.OneLine;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void shouldNameTheCauseBehindReflection() {
    assertThat(Console.reason(new InvocationTargetException(new IOException("no such jar"))))
        .isEqualTo("IOException: no such jar");
  }

  @Test
  void shouldStayOneLine() {
    assertThat(Console.reason(new IllegalStateException("one\ntwo\r\nthree")))
        .isEqualTo("IllegalStateException: one two  three");
  }

  /** The rule stands here a second time, since this package may know no other. */
  @Test
  void shouldTakeTheSameCharactersForSafeAsAllOtherLines() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      all.append(c);
    }
    assertThat(Console.reason(new IllegalStateException(all.toString())))
        .isEqualTo("IllegalStateException: " + OneLine.of(all.toString(), ' '));
  }

  @Test
  void shouldSayWhatToGrantUnderASecurityManager() {
    assertThat(Console.reason(new SecurityException("access denied")))
        .contains("grant hostshift.jar java.security.AllPermission");
  }

  @Test
  void shouldNameTheClassWhereThereIsNoMessage() {
    assertThat(Console.reason(new OutOfMemoryError())).isEqualTo("java.lang.OutOfMemoryError");
  }
}
