package io.hostshift.testapp.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a G1 collector: how many workers it used, as it says itself. */
final class GcLog {
  // Since JDK 9, and JDK 8's -XX:+PrintGCDetails.
  private static final Pattern WORKERS =
      Pattern.compile("Using (\\d+) workers of \\d+ for evacuation|GC Workers: (\\d+)");
  private static final int TAIL_BYTES = 32 * 1024;

  private final Path file;

  GcLog(Path file) {
    this.file = file;
  }

  /** Workers of the latest young collection; 0 if there was none yet or the log is another's. */
  int workers() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, log.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) (log.length() - from)];
      log.seek(from);
      log.readFully(tail);
      return workers(new String(tail, StandardCharsets.ISO_8859_1));
    }
  }

  static int workers(String log) {
    Matcher matcher = WORKERS.matcher(log);
    int workers = 0;
    while (matcher.find()) {
      workers = Integer.parseInt(matcher.group(matcher.group(1) == null ? 2 : 1));
    }
    return workers;
  }
}
