package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The markers that each cycle of G1's marking has used, as the JVM itself logs them. */
public final class MarkingLog {
  private static final Pattern USING =
      Pattern.compile("Using (\\d+) (?:workers of \\d+ for marking|of \\d+ Workers)");

  private final Path file;

  public MarkingLog(Path file) {
    this.file = file;
  }

  /** The options that make a JVM from 11 on write it. */
  public String[] options() {
    return new String[] {"-Xlog:gc+task=info:file=" + file + "::filecount=0"};
  }

  /** How many cycles have begun to mark. */
  public long cycles() {
    return markers().size();
  }

  /** The markers of each cycle so far, the oldest first. */
  public List<Integer> markers() {
    List<Integer> markers = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        Matcher found =
            USING.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        while (found.find()) {
          markers.add(Integer.valueOf(found.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return markers;
  }

  /** The markers of the cycles after the next one, so many of them; waits for them. */
  public List<Integer> next(int count, Duration limit) {
    // One may be under way that has chosen its markers already.
    int first = markers().size() + 1;
    return Eventually.answers(
            (first + count) + " cycles",
            limit,
            this::markers,
            markers -> markers.size() >= first + count)
        .subList(first, first + count);
  }
}
