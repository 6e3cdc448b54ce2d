package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "interval=1s", "mode=observe @status"})
  void shouldTakeConfigurationForNoRequest(String arguments) {
    assertThat(Request.of(arguments)).isNull();
  }

  @Test
  void shouldHaveACommandAFileAndTheRestAsOneArgument() {
    assertThat(Request.of("@drmgr /tmp/a/answer check 3000 "))
        .returns("drmgr", Request::command)
        .returns(new File("/tmp/a/answer"), Request::answer)
        .returns("check 3000", Request::argument);
  }

  @Test
  void shouldHaveAFileAlone() {
    assertThat(Request.of("@status /tmp/a/answer"))
        .returns(new File("/tmp/a/answer"), Request::answer)
        .returns("", Request::argument);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@detach", "@detach ", "@detach  now"})
  void shouldWantNoAnswerWhereNoFileIsNamed(String arguments) {
    assertThat(Request.of(arguments))
        .returns("detach", Request::command)
        .returns(null, Request::answer);
  }
}
