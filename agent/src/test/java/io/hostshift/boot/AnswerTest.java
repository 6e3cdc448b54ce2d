package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(console, true));
  }

  @AfterEach
  void putBack() {
    System.setErr(before);
  }

  @Test
  void shouldAnswerIntoTheFileThatIsThere() throws Exception {
    Path file = Files.createFile(folder.resolve("answer"));
    Answer.of("@attach " + file).refuse("is off");
    assertThat(file).hasContent("error is off\n");
    assertThat(console.toString()).isEmpty();
  }

  @Test
  void shouldNotWriteThroughALink() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "of somebody else");
    Path link = Files.createSymbolicLink(folder.resolve("answer"), other);
    Answer.of("@attach " + link).refuse("is off");
    assertThat(other).hasContent("of somebody else");
    assertThat(console.toString()).startsWith("hostshift is off").contains("it is a link");
  }

  @Test
  void shouldSayItOnTheConsoleWhereNobodyAsked() {
    Answer.of("interval=1s").refuse("is off");
    assertThat(console.toString()).startsWith("hostshift is off");
  }
}
