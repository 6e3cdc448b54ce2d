package io.hostshift.it.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the collector has stopped the application, as a JVM of 17 or newer logs it itself. */
final class SafepointLog {
  /** Those of the collectors; others, such as for a thread dump, are no concern of theirs. */
  private static final Pattern PAUSE =
      Pattern.compile(
          "\\[(\\d+)ms\\].*Safepoint \"(?:G1|Parallel|Shenandoah|Z|X)\\w*\".* Total: +(\\d+) ns");

  private final Path file;

  SafepointLog(Path file) {
    this.file = file;
  }

  /** The option that makes a JVM write it. */
  String option() {
    return "-Xlog:safepoint:file=" + file + ":timemillis:filecount=0";
  }

  /** The pauses in milliseconds that ended between two moments of the epoch. */
  List<Double> pauses(long fromMillis, long toMillis) {
    List<Double> pauses = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        Matcher found = PAUSE.matcher(line);
        if (found.find()) {
          long at = Long.parseLong(found.group(1));
          if (at >= fromMillis && at <= toMillis) {
            pauses.add(Long.parseLong(found.group(2)) / 1e6);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pauses;
  }
}
