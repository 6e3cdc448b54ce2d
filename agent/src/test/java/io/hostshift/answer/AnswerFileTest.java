package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFileTest {
  @TempDir Path temp;
  private Path folder;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temp.resolve("request"));
    mode(folder, "rwx------");
    file = Files.writeString(folder.resolve("answer"), "");
    mode(file, "rw-------");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private AnswerFile open() throws IOException {
    return AnswerFile.open(file.toFile());
  }

  @Test
  void shouldAnswerLineAfterLine() throws IOException {
    AnswerFile answer = open();
    answer.data("{}");
    answer.end();

    assertThat(file).hasContent("data {}\nend\n");
  }

  @Test
  void shouldGiveItsReasonInOneLineThatForgesNoOther() throws IOException {
    open().error("no such\nend\r\u2028\u0085\u202eevent");

    assertThat(file).hasContent("error no such end    event\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-"})
  void shouldNotAnswerIntoAFileThatOthersMayReadOrWrite(String mode) throws IOException {
    mode(file, mode);

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("alone");
  }

  @Test
  void shouldNotAnswerWhereOthersMayPutAnotherFile() throws IOException {
    mode(folder, "rwxrwx---");

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("alone");
  }

  @Test
  void shouldNotAnswerWhereALinkLeads() throws IOException {
    Path other = Files.move(file, temp.resolve("other"));
    Files.createSymbolicLink(file, other);

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("alone");
  }

  /** A lock within one JVM would be no question for the kernel. */
  @Test
  void shouldKnowThatAnotherProcessStillListens() throws Exception {
    AnswerFile answer = open();
    Process listener =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ListeningJvm.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(listener.inputReader().readLine()).isEqualTo("listens");
      assertThat(answer.listened()).isTrue();
      assertThat(file).exists();
    } finally {
      listener.destroyForcibly().waitFor();
    }

    assertThat(answer.listened()).isFalse();
    assertThat(folder).doesNotExist();
  }

  @Test
  void shouldNotBeListenedToWhereTheFileIsGone() throws Exception {
    AnswerFile answer = open();
    Files.delete(file);

    assertThat(answer.listened()).isFalse();
  }

  @Test
  void shouldTakeAwayWhatNobodyListensToAnyMore() throws IOException {
    assertThat(open().listened()).isFalse();
    assertThat(folder).doesNotExist();
  }
}
