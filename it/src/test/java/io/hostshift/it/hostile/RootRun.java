package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the command line by root, beside others.
 *
 * @param words of the command
 * @param code its exit code
 * @param out what it printed, as it printed it
 * @param err what it complained of
 * @param calls its system calls that take a path where others may write, in order
 * @param took how long it ran
 */
record RootRun(
    List<String> words, int code, String out, String err, List<String> calls, Duration took) {
  /** Ten seconds for each of two JVMs that hold it up, and for its own start on a busy machine. */
  private static final Duration BOUND = Duration.ofSeconds(45);

  private static final Duration LIMIT = Duration.ofSeconds(120);

  /**
   * Runs it to its end.
   *
   * @param moments words that run a program as {@code moments.c} does
   * @param folder for what it prints
   * @param moment the number of a system call, from 1 on; none with 0
   * @param deed what is done just before that call
   */
  static RootRun of(
      List<String> moments, Path folder, int moment, Runnable deed, List<String> command)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> words = new ArrayList<>(moments);
    words.addAll(List.of(out.toString(), err.toString(), Integer.toString(moment)));
    words.addAll(command);
    long begin = System.nanoTime();
    Process process = new ProcessBuilder(words).start();
    try {
      Lines said = Lines.of(process.getInputStream());
      Lines trouble = Lines.of(process.getErrorStream());
      if (moment > 0) {
        String last = said.await("moment", line -> line.matches("moment|exit .*"), LIMIT);
        if (last.equals("moment")) {
          deed.run();
          process.getOutputStream().write('\n');
          process.getOutputStream().flush();
        }
      }
      List<String> lines = said.awaitEnd(LIMIT).all();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(trouble.awaitEnd(LIMIT).all()).as("%s: %s", command, lines).isEmpty();
      String exit = lines.get(lines.size() - 1);
      assertThat(exit).as("%s: %s", command, lines).startsWith("exit ");
      return new RootRun(
          command.subList(3, command.size()),
          Integer.parseInt(exit.substring("exit ".length())),
          text(out),
          text(err),
          lines.stream().filter(line -> line.startsWith("call ")).toList(),
          took);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** It ends, and a terminal gets letters alone. */
  void assertDecent() {
    assertThat(took).as(toString()).isLessThan(BOUND);
    assertThat(out + err)
        .as(toString())
        .matches(text -> text.codePoints().noneMatch(RootRun::controls), "no control characters")
        .doesNotContain("\nhostshift forged");
  }

  /** Controls, and what turns a text around; the marks of a text's own direction are letters. */
  private static boolean controls(int character) {
    return character != '\n'
        && (Character.isISOControl(character)
            || character >= 0x202a && character <= 0x202e
            || character >= 0x2066 && character <= 0x2069);
  }

  @Override
  public String toString() {
    return String.join(" ", words)
        + " ended with "
        + code
        + " after "
        + took.toMillis()
        + " ms\n--- out\n"
        + shown(out)
        + "\n--- err\n"
        + shown(err)
        + "\n--- calls\n"
        + String.join("\n", calls);
  }

  /** Without what a terminal, or the report of a test, would be upset by. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            each ->
                shown.append(
                    controls(each)
                        ? String.format("<%x>", each)
                        : new String(Character.toChars(each))));
    return shown.toString();
  }
}
