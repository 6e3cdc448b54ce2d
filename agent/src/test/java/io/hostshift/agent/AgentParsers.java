package io.hostshift.agent;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.config.ConfigParsers;
import io.hostshift.fuzz.Fuzzed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The parsers of checked files and of requests. */
public final class AgentParsers {
  private AgentParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "checked-file",
            IOException.class,
            AgentParsers::checked,
            bytes("{\"rules\": [{\"when\": {\"file.a\": \"b*\"}, \"processors\": \"x0.5\"}]}")),
        Fuzzed.of(
            "request",
            Fuzzed.NONE,
            b -> Request.of(text(b)),
            bytes("@status /tmp/a/answer follow")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void checked(byte[] bytes) throws IOException {
    File file = ConfigParsers.written(bytes);
    try {
      for (FileProblem problem : FileCheck.of(file).problems()) {
        check(!problem.toString().isBlank(), "a problem without a reason");
      }
    } finally {
      Files.delete(file.toPath());
    }
  }
}
