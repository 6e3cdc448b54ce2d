package io.hostshift.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import java.util.List;

/** The parser of requests. */
public final class AnswerParsers {
  private AnswerParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "request",
            Fuzzed.NONE,
            b -> Request.of(new String(b, UTF_8)),
            "@status /tmp/a/answer follow".getBytes(UTF_8)));
  }
}
