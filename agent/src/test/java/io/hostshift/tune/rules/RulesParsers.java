package io.hostshift.tune.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.base.Glob;
import io.hostshift.fuzz.Fuzzed;
import io.hostshift.tune.Levers;
import java.io.IOException;
import java.util.List;

/** The parser of rules, and their patterns. */
public final class RulesParsers {
  private RulesParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "rules",
            IOException.class,
            b -> RulesFile.parse(new String(b, UTF_8), Levers.NUMBERS),
            bytes(
                "{\"rules\": [{\"when\": {\"file.host\": \"a*\"}, \"processors\": 3,"
                    + " \"gc.parallel\": 2}, {\"processors\": \"x0.5\"}, {\"processors\": \"os\"}]}"),
            bytes("{\"rules\": [{\"pools\": {\"a.B\": 4}}]}")),
        Fuzzed.of("glob", Fuzzed.NONE, RulesParsers::glob, bytes("a*b?c\0aaabxc")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void glob(byte[] bytes) {
    String[] both = new String(bytes, UTF_8).split("\0", 2);
    Glob.matches(both[0], both.length == 2 ? both[1] : both[0]);
  }
}
