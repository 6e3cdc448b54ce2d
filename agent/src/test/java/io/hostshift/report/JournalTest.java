package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Log SILENT =
      new Log(new PrintStream(OutputStream.nullOutputStream()), Log.Level.OFF);

  private static final Report MOVE = SampleReports.move();
  private static final int LINE = EventJson.line(MOVE).length() + 1;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("events.jsonl");
  }

  @Test
  void shouldAppendEachEventAsALine() throws IOException {
    Journal journal = new Journal(file(), 1 << 20, SILENT);
    journal.append(MOVE);
    journal.append(MOVE);

    assertThat(Files.readAllLines(file()))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(new ObjectMapper().readTree(line).get("verdict").asText())
                    .isEqualTo("MIGRATED"));
  }

  @Test
  void shouldAppendToWhatAnEarlierRunWrote() throws IOException {
    Files.writeString(file(), "{}\n");
    new Journal(file(), 1 << 20, SILENT).append(MOVE);

    assertThat(Files.readAllLines(file())).hasSize(2).startsWith("{}");
  }

  @Test
  void shouldRotateBeforeALineThatWouldExceedTheSize() throws IOException {
    Journal journal = new Journal(file(), 2L * LINE, SILENT);
    for (int i = 0; i < 3; i++) {
      journal.append(MOVE);
    }

    assertThat(Files.readAllLines(file())).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("events.jsonl.1"))).hasSize(2);
  }

  @Test
  void shouldKeepOneEarlierFileOnly() throws IOException {
    Journal journal = new Journal(file(), LINE, SILENT);
    for (int i = 0; i < 5; i++) {
      journal.append(MOVE);
    }

    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void shouldBeginANewFileWhenAnOperatorMovedItAway() throws IOException {
    Journal journal = new Journal(file(), 1 << 20, SILENT);
    journal.append(MOVE);
    Files.move(file(), folder.resolve("moved"));
    journal.append(MOVE);

    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void shouldNotWriteThroughASymbolicLink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(file(), other);

    assertThatThrownBy(() -> new Journal(file(), 1 << 20, SILENT).append(MOVE))
        .isInstanceOf(IOException.class);
    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldNotWriteThroughASymbolicLinkAfterRotation() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createSymbolicLink(folder.resolve("events.jsonl.1"), other);
    Journal journal = new Journal(file(), LINE, SILENT);
    journal.append(MOVE);
    journal.append(MOVE);

    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldNotWaitForTheReaderOfANamedPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> new Journal(pipe, 1 << 20, SILENT).append(MOVE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a named pipe");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldFailOnAFullDisk() {
    assertThatThrownBy(() -> new Journal(Paths.get("/dev/full"), 1 << 20, SILENT).append(MOVE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  @Test
  void shouldFailWithoutItsFolder() {
    Path missing = folder.resolve("none").resolve("events.jsonl");

    assertThatThrownBy(() -> new Journal(missing, 1 << 20, SILENT).append(MOVE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldEndALineThatAFullDiskHadCut() throws IOException {
    Files.writeString(file(), "{\"sequence\":1,\"verd");
    new Journal(file(), 1 << 20, SILENT).append(MOVE);

    assertThat(Files.readAllLines(file())).hasSize(2);
  }

  @Test
  void shouldNotWriteThroughAHardLink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.createLink(file(), other);

    assertThatThrownBy(() -> new Journal(file(), 1 << 20, SILENT).append(MOVE))
        .hasMessage(file() + " is a hard link: the file has 2 names");
    assertThat(other).hasContent("precious");
  }

  @Test
  void shouldNotWriteIntoAFileOfAnotherUser() throws IOException {
    Files.writeString(file(), "theirs");
    assumeTrue((Integer) Files.getAttribute(file(), "unix:uid") == 0, "only root gives files away");
    Files.setAttribute(file(), "unix:uid", 65534);

    assertThatThrownBy(() -> new Journal(file(), 1 << 20, SILENT).append(MOVE))
        .hasMessage(file() + " belongs to another user (uid 65534)");
    assertThat(file()).hasContent("theirs");
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Log log = new Log(new PrintStream(said, true), Log.Level.ERROR);
    Files.createSymbolicLink(file(), folder.resolve("other"));

    settle(new Journal(file(), 1 << 20, log));

    assertThat(said.toString())
        .contains(
            "the journal cannot be written, events stay in JMX: " + file() + " is a symbolic link");
    said.reset();
    settle(new Journal(Paths.get("/dev/full"), 1 << 20, log));
    assertThat(said.toString()).contains("/dev/full: java.io.IOException: No space left");
  }

  private static void settle(Journal journal) {
    journal.settled(MOVE);
    assertThat(journal.scribe().flush(20_000)).isTrue();
  }

  /** Each has its own size to rotate at, and so would move a file of the other's lines away. */
  @Test
  void shouldLoseNoLineWhereSeveralJvmsRotateOneFile() throws Exception {
    int jvms = 2;
    int lines = 50;
    java.util.List<Process> started = new java.util.ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      started.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  AppendingJvm.class.getName(),
                  file().toString(),
                  Integer.toString(lines),
                  Integer.toString(LINE * 60))
              .inheritIO()
              .start());
    }
    for (Process process : started) {
      assertThat(process.waitFor()).isZero();
    }

    int found = Files.readAllLines(file()).size();
    Path earlier = folder.resolve("events.jsonl.1");
    found += Files.exists(earlier) ? Files.readAllLines(earlier).size() : 0;
    assertThat(found).isEqualTo(jvms * lines);
  }
}
