package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
  private static final String RULES =
      """
      {"rules": [
        {"when": {"kvp.PhysicalHostName": "small-*"}, "processors": 3, "gc.parallel": 2},
        {"when": {"cpuid.brand": "*EPYC*"}, "processors": "x0.5"},
        {"processors": "os"}]}
      """;

  @TempDir private Path folder;

  private String printed;

  private int check(String text, String... options) throws IOException {
    return check(Files.writeString(folder.resolve("file.json"), text), options);
  }

  private int check(Path file, String... options) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      String[] arguments = new String[options.length + 2];
      arguments[0] = "check";
      arguments[1] = file.toString();
      System.arraycopy(options, 0, arguments, 2, options.length);
      return Cli.run(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
      printed = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** In the text ^ begins a new line; expected are a line and a reason, or several joined by ;. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'rules': [^{'processors': 0}]}|2 rule 1: processors: 0 is not accepted",
        "{'rules': [{},^{},^{'processors':^'x0'}]}|4 rule 3: processors: x0 is not accepted",
        "{'rules': [^{'gc.paralel': 2}]}|2 rule 1: gc.paralel is neither when, processors nor",
        "{'rules': [^{^'gc.parallel': 0}]}|3 rule 1: gc.parallel: 0 is not accepted; accepted is a"
            + " number from 1",
        "{'rules': [^{'commonPool': 99999999999}]}|2 rule 1: commonPool: 99999999999 is not",
        "{'rules': [^{'when': 'small-*'}]}|2 rule 1: when: expected is an object of identifier",
        "{'rules': [^{'when': {^'a.b': 7}}]}|3 rule 1: when: a.b needs a pattern",
        "{'rules': [^{'when': {'a.b': ['x', {}]}, 'processors': 0}]}|2 rule 1: when: a.b needs;2"
            + " rule 1: processors: 0",
        "{'rules': [^7,^[1]]}|2 rule 1: is not an object;3 rule 2: is not an object",
        "{'rules': [^{'processors': -1},^{'processors': 'many'}]}|2 rule 1: processors: -1;3 rule"
            + " 2: processors: many",
        "{'rules': [^{'processors': 1, 'processors': 2}]}|2 Duplicate field 'processors'",
        "{'rules': [^{'processors': }]}|2 Unexpected character",
        "{'rules': [^{'processors': 1}|2 Unexpected end-of-input",
        "{'rules': []}^{}|2 there is more after the rules",
        "{'rules': [],^'more': 1}|2 expected is one object with a list \"rules\"",
        "{'rules': {}}|1 expected is one object with a list \"rules\"",
        "{^'interval': 'soon'}|2 interval=soon is not accepted; accepted is a time from 10ms",
        "{'mode': 'observe',^'history': 0,^'headroom': 'yes'}|2 history=0 is not accepted;3"
            + " headroom=yes is not accepted; accepted is true or false",
        "{^'histroy': 4}|2 there is no key histroy",
        "{^'Mode': 'observe'}|2 there is no key Mode; the README lists the keys (is mode meant?)",
        "{'mode': [^'observe']}|1 mode needs a text, number, true or false",
        "{'mode': 'observe',^'mode': 'retune'}|2 mode stands there twice; the first is used",
        "{'interval': '2s',^'deadline': '1s'}|2 interval and deadline are both set; interval=2s",
        "{'mode': 'observe',^'sources': 'kvp+cpuidd'}|2 sources names cpuidd, which is not there",
        "{^'settings': '-gc.paralel'}|2 settings names gc.paralel, which is not there",
        "{^'settings': 'measurement:clocks'}|2 settings names measurement:clocks, which is not"
            + " there; accepted is peaks, jfr",
        "{^'command': '/bin/hosts %a'}|2 command is not run: ",
        "{^'rules': '/none/rules.json'}|2 rules are not used: /none/rules.json",
        "{^'mode': observe}|2 could not be read: Unrecognized token 'observe'",
        "{}^{}|2 there is more after the configuration",
        "[^]|1 a JSON object with keys and values is expected",
        "~~|1 a JSON object with keys and values is expected"
      })
  void shouldSayWhatIsWrongAndInWhichLine(String text, String expected) throws IOException {
    assertThat(check(text.replace('^', '\n').replace('\'', '"').replace("%", "\\\""))).isEqualTo(1);

    String[] problems = expected.split(";(?=\\d)");
    String[] lines = printed.split("\n");
    assertThat(lines).as(printed).hasSameSizeAs(problems);
    for (int i = 0; i < lines.length; i++) {
      int space = problems[i].indexOf(' ');
      String line = problems[i].substring(0, space);
      assertThat(lines[i])
          .startsWith(folder.resolve("file.json") + " line " + line + ": ")
          .contains(problems[i].substring(space + 1));
    }
  }

  @Test
  void shouldTakeRulesThatAreRight() throws IOException {
    assertThat(check(RULES)).isZero();
    assertThat(printed).contains("the agent takes this rules file");
  }

  @Test
  void shouldTakeNumbersFromElsewhereAndSayWhichAreNotHere() throws IOException {
    Path cpu = Files.writeString(folder.resolve("cpu"), "1500m\n");
    String text =
        "{\"rules\": [{\"processors\": \"file:"
            + cpu
            + "\",\n\"gc.parallel\": \"env:NO_SUCH_VARIABLE\"}]}";

    assertThat(check(text)).isZero();

    Path file = folder.resolve("file.json");
    assertThat(printed.split("\n"))
        .containsExactly(
            file
                + " line 2: seen from here, gc.parallel: env:NO_SUCH_VARIABLE is not set; accepted"
                + " is a number such as 2, or thousandths such as 1500m, more than 0 and at most"
                + " 65536; the rule counts as if it did not name it",
            file + ": the agent takes this rules file");
    assertThat(check(text, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(printed);
    assertThat(json.get("accepted").asBoolean()).isTrue();
    assertThat(json.get("remarks").get(0).get("line").asInt()).isEqualTo(2);
  }

  @Test
  void shouldTakeAConfigurationThatIsRight() throws IOException {
    assertThat(check("{\"interval\": \"500ms\", \"history\": 8, \"settings\": \"-measurement\"}"))
        .isZero();
    assertThat(printed).contains("the agent takes this configuration");
  }

  @Test
  void shouldLookAtTheRulesThatAConfigurationNames() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.json"), "{\"rules\": [\n7]}");

    assertThat(check("{\"rules\": \"" + rules + "\"}")).isEqualTo(1);
    assertThat(printed).isEqualTo(rules + " line 2: rule 1: is not an object\n");
  }

  @Test
  void shouldSayWhichNumbersOfItsRulesAreNotHere() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"), "{\"rules\": [{\"processors\": \"env:NO_SUCH\"}]}");

    assertThat(check("{\"rules\": \"" + rules + "\"}")).isZero();
    assertThat(printed)
        .startsWith(
            rules + " line 1: seen from here, processors: env:NO_SUCH is not set; accepted");
  }

  @Test
  void shouldPrintTheSameAsJson() throws IOException {
    assertThat(check("{\"rules\": [\n7]}", "--json")).isEqualTo(1);

    JsonNode json = new ObjectMapper().readTree(printed);
    assertThat(json.get("kind").asText()).isEqualTo("rules");
    assertThat(json.get("accepted").asBoolean()).isFalse();
    assertThat(json.get("problems")).hasSize(1);
    assertThat(json.get("problems").get(0).get("line").asInt()).isEqualTo(2);
    assertThat(json.get("problems").get(0).get("reason").asText())
        .isEqualTo("rule 1: is not an object");
  }

  @Test
  void shouldPrintNoProblemsAsJsonWhereThereAreNone() throws IOException {
    assertThat(check(RULES, "--json")).isZero();
    assertThat(new ObjectMapper().readTree(printed).get("accepted").asBoolean()).isTrue();
  }

  @Test
  void shouldSayInOneLineThatAFileIsNotThere() {
    assertThat(check(folder.resolve("none.json"))).isEqualTo(1);
    assertThat(printed).startsWith("hostshift ").contains("none.json").hasLineCount(1);
  }

  @Test
  void shouldRefuseWrongUsage() throws IOException {
    assertThat(check(RULES, "--yaml")).isEqualTo(2);
  }
}
