package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Log log(Log.Level level) {
    return new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), level);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldBeginEachLineWithItsName() {
    log(Log.Level.INFO).info("moved");

    assertThat(said()).isEqualTo("hostshift moved" + System.lineSeparator());
  }

  @Test
  void shouldMarkWhatIsMoreOrLessThanInformation() {
    Log log = log(Log.Level.DEBUG);
    log.error("a");
    log.warn("b");
    log.debug("c");

    assertThat(said().lines())
        .containsExactly("hostshift error: a", "hostshift warn: b", "hostshift debug: c");
  }

  @Test
  void shouldSayNothingBelowItsLevel() {
    Log log = log(Log.Level.WARN);
    log.info("a");
    log.debug("b");

    assertThat(said()).isEmpty();
  }

  @Test
  void shouldSayNothingAtAllWhenItIsOff() {
    log(Log.Level.OFF).error("a");

    assertThat(said()).isEmpty();
  }

  @Test
  void shouldKeepAForgedLineOnItsOwn() {
    log(Log.Level.INFO).info("a\nhostshift moved\r\nb\u2028c\u0085d\u001b[31m");

    assertThat(said().lines()).containsExactly("hostshift a?hostshift moved??b?c?d?[31m");
  }

  @Test
  void shouldKnowItsLevelsByTheirNames() {
    assertThat(Log.Level.named("warn")).isEqualTo(Log.Level.WARN);
  }

  @Test
  void shouldSayWhetherDetailsAreWanted() {
    assertThat(log(Log.Level.DEBUG).debugs()).isTrue();
    assertThat(log(Log.Level.INFO).debugs()).isFalse();
  }
}
