package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramLineTest {
  @Test
  void shouldSplitAtSpacesOutsideQuotesOnly() {
    assertThat(ProgramLine.split("  /bin/a  'b  c' d\"e f\"'' \"\" $x"))
        .containsExactly("/bin/a", "b  c", "de f", "", "$x");
  }

  @Test
  void shouldNotTakeWhatHasNoProgramOrAnOpenQuote() {
    for (String bad : List.of("", "  ", "''", "/bin/a 'b")) {
      assertThatThrownBy(() -> ProgramLine.split(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
