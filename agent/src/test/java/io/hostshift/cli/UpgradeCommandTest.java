package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UpgradeCommandTest {
  private static String configuration(String mode) {
    return "{\"mode\":\""
        + mode
        + "\",\"configuration\":["
        + "{\"key\":\"interval\",\"value\":\"500ms\",\"origin\":\"agent argument\"},"
        + "{\"key\":\"mode\",\"value\":\"retune\",\"origin\":\"default\"},"
        + "{\"key\":\"settle\",\"value\":\"1s\",\"origin\":\"environment\"},"
        + "{\"key\":\"log\",\"value\":\"info+json\",\"origin\":\"agent argument\"}]}";
  }

  @Test
  void shouldPassOnWhatTheAgentWasGivenAndNothingElse() throws IOException {
    assertThat(UpgradeCommand.arguments(Json.parse(configuration("retune"))))
        .containsExactly("interval=500ms", "log=info+json");
  }

  @Test
  void shouldChangeNothingWhereSomebodyHasSaidSoSince() throws IOException {
    assertThat(UpgradeCommand.arguments(Json.parse(configuration("observe"))))
        .containsExactly("interval=500ms", "log=info+json", "mode=observe");
  }
}
