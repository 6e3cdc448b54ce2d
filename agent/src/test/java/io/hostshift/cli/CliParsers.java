package io.hostshift.cli;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import java.io.IOException;
import java.util.List;

/** The parsers of what an agent answers, which is another user's word. */
public final class CliParsers {
  private CliParsers() {}

  public static List<Fuzzed> all() {
    byte[] seed = "{\"a\":{\"b\":[{\"c\":1.5}],\"d\":[\"e\"],\"f\":true}}".getBytes(UTF_8);
    return List.of(
        Fuzzed.of("agent-answer", IOException.class, CliParsers::answer, seed),
        Fuzzed.of(
            "agent-answer-printed",
            IOException.class,
            b -> Json.pretty(new String(b, UTF_8)),
            seed),
        Fuzzed.of(
            "printable",
            Fuzzed.NONE,
            b -> {
              String shown = Printable.of(new String(b, UTF_8));
              check(shown.chars().noneMatch(Character::isISOControl), "a control character");
            },
            "host\u001b[2J\n".getBytes(UTF_8)));
  }

  private static void answer(byte[] bytes) throws IOException {
    Json json = Json.parse(new String(bytes, UTF_8));
    for (String name : json.names()) {
      json.text(name);
      json.flag(name);
      json.number(name);
      json.texts(name);
      json.objects(name);
      json.object(name).names();
    }
  }
}
