package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.base.Log;
import io.hostshift.log.LogChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogValueTest {
  @ParameterizedTest
  @CsvSource({
    "info,INFO,false,STANDARD_ERROR,",
    "Debug,DEBUG,false,STANDARD_ERROR,",
    "json,INFO,true,STANDARD_ERROR,",
    "warn+json,WARN,true,STANDARD_ERROR,",
    "json+error,ERROR,true,STANDARD_ERROR,",
    "info+plain+journald,INFO,false,JOURNALD,",
    "syslog,INFO,false,SYSLOG,",
    "info+json+file:/var/log/app/hostshift.log,INFO,true,FILE,/var/log/app/hostshift.log",
    "file:/var/log/a+b.log,INFO,false,FILE,/var/log/a+b.log",
    "file:/var/log/a.log+json+warn,WARN,true,FILE,/var/log/a.log",
  })
  void shouldTakeLevelFormAndPlace(
      String text, Log.Level level, boolean json, LogChoice.LogPlace place, String file) {
    LogChoice choice = LogValue.parse(text);

    assertThat(choice.level()).isEqualTo(level);
    assertThat(choice.json()).isEqualTo(json);
    assertThat(choice.place()).isEqualTo(place);
    assertThat(choice.file() == null ? null : choice.file().toString()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loud", "info+", "+json", "info+xml", "file:", "info+file:", "file"})
  void shouldRefuseAnythingElse(String text) {
    assertThatThrownBy(() -> LogValue.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSayWhatIsAccepted() {
    assertThat(LogValue.ACCEPTED).contains("json").contains("file:PATH");
  }
}
