package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's pictures show what the commands print, but for numbers and times. */
@Tag("jdks")
class PicturesIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Path PICTURES =
      Path.of("..", "docs", "pictures").toAbsolutePath().normalize();

  @TempDir Path folder;

  private Path take(String name) throws Exception {
    ProcessBuilder make =
        new ProcessBuilder(PICTURES.resolve("make").toString(), folder.toString(), name)
            .redirectErrorStream(true);
    make.environment().put("JAVA_HOME", Jdk.of(25).home().toString());
    make.environment().keySet().removeIf(key -> key.startsWith("HOSTSHIFT_"));
    Process process = make.start();
    process.getOutputStream().close();
    Lines said = Lines.of(process.getInputStream()).awaitEnd(LIMIT);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said.toString()).isZero();
    return folder.resolve(name + ".svg");
  }

  /** The lines of a picture, with one sign for each number, duration, date and version. */
  private static List<String> shape(Path picture) throws IOException {
    return Files.readAllLines(picture).stream()
        .filter(line -> line.startsWith("<text "))
        .map(line -> line.replaceAll("<[^>]*>", ""))
        .map(line -> line.replaceAll("hostshift [0-9][^ ]* since", "hostshift VERSION since"))
        .map(line -> line.replaceAll("\\((<? ?[0-9]+ (s|min|h)|now)\\)", "(AGO)"))
        .map(line -> line.replaceAll("[0-9][0-9.,]*", "#").replaceAll(" +", " "))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe", "status"})
  void shouldShowWhatTheCommandsPrint(String name) throws Exception {
    List<String> shown = shape(PICTURES.resolve(name + ".svg"));

    assertThat(shown).hasSizeGreaterThan(20);
    Path taken = take(name);
    assertThat(shape(taken)).isEqualTo(shown);
    assertThat(Files.readString(taken)).as("colours, on a terminal").contains("<tspan class=");
  }

  /** Moments of the demo may come in another order, and a busy machine adds some. */
  @Tag("long")
  @Test
  void shouldShowTheDemo() throws Exception {
    List<String> shown = shape(PICTURES.resolve("demo.svg"));

    assertThat(shown).hasSizeGreaterThan(50).anyMatch(line -> line.contains("# of # changes"));
    assertThat(shape(take("demo"))).containsAll(shown);
  }

  @Test
  void shouldBeInTheReadme() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    for (String name : List.of("demo", "status", "probe")) {
      assertThat(readme).contains("(docs/pictures/" + name + ".svg)");
    }
  }
}
