package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is called at night finds what called him. */
class DocumentationNightTest {
  private static final Page NIGHT = Page.named("docs/night.md");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @Test
  void shouldHaveEachAlert() throws IOException {
    List<String> alerts =
        ALERT
            .matcher(Files.readString(Path.of("metrics", "rules.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(alerts).hasSizeGreaterThan(5);
    assertThat(NIGHT.firstColumn("By alert")).containsExactlyInAnyOrderElementsOf(alerts);
  }

  /** Those that the agent makes up when it is asked; the others are lines of the log. */
  @Test
  void shouldHaveEachWarning() throws IOException {
    Path main = Path.of("src", "main", "java", "io", "hostshift");
    String code = "";
    for (String file :
        List.of(
            "answer/StatusFacts",
            "base/Scribe",
            "base/Errand",
            "tune/KillSwitch",
            "agent/OwnJarFile")) {
      code += Files.readString(main.resolve(file + ".java")).replaceAll("\"\\s*\\+ \"", "");
    }
    for (String warning : NIGHT.firstColumn("By warning of `status`")) {
      for (String part : warning.split("…")) {
        String said = part.replaceAll("^[\\s:;,]+|[\\s:;,]+$", "");
        assertThat(said.length() < 4 || code.contains(said)).as(warning).isTrue();
      }
    }
  }
}
