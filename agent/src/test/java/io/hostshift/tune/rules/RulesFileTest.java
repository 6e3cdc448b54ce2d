package io.hostshift.tune.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.Levers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.setting.FakeSupply;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Target;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {
  @TempDir private Path folder;

  private File file(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.json"), text).toFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"processors\":0}|rule 2: processors: 0 is not accepted; accepted is os, entitlement, steal, a number from 1",
        "{\"processors\":0.5}|rule 2: processors: 0.5 is not accepted; accepted is os",
        "{\"processors\":{\"a\":1}}|rule 2: processors: an object is not accepted; accepted is os",
        "{\"processors\":null}|rule 2: processors: null is not accepted; accepted is os",
        "{\"gc.parallel\":0}|rule 2: gc.parallel: 0 is not accepted; accepted is a number from 1",
        "{\"gc.parallel\":\"x2\"}|rule 2: gc.parallel: \"x2\" is not accepted; accepted is a"
            + " number",
        "{\"gc.parallel\":1.5}|rule 2: gc.parallel: 1.5 is not accepted; accepted is a number",
        "{\"gc.paralel\":2}|rule 2: gc.paralel is neither when, processors nor one of the settings",
        "{\"when\":\"small-*\"}|rule 2: when: expected is an object of identifier to pattern",
        "{\"when\":{\"a.b\":7}}|rule 2: when: a.b needs a pattern",
        "{\"pools\":4}|rule 2: pools: expected is an object of classes that create pools",
        "{\"pools\":{\"com.acme.*\":0}}|rule 2: pools: com.acme.*: 0 is not accepted; accepted is a"
            + " number from 1",
        "{\"processors\":\"env:\"}|rule 2: processors: env: is not accepted; accepted is os",
        "{\"gc.parallel\":\"file:\"}|rule 2: gc.parallel: \"file:\" is not accepted; accepted is a"
            + " number from 1, or env:NAME, or file:/path",
        "7|rule 2: is not an object"
      })
  void shouldNameTheRuleAndWhatIsAccepted(String rule, String message) throws IOException {
    File file = file("{\"rules\":[{\"processors\":\"os\"}," + rule + "]}");

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " line 1: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"[]", "{}", "7", "~~", "{\"rules\":{}}", "{\"rules\":[],\"more\":1}"})
  void shouldExpectOneObjectWithRules(String text) throws IOException {
    File file = file(text);

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("expected is one object with a list \"rules\"");
  }

  @Test
  void shouldNameTheLineOfASyntaxError() throws IOException {
    File file = file("{\"rules\": [\n{\"processors\": }]}");

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .hasMessageStartingWith(file + " line 2: ");
  }

  @Test
  void shouldRefuseAKeyThatStandsTwiceInARule() throws IOException {
    File file = file("{\"rules\": [{\"processors\": 1, \"processors\": 2}]}");

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .hasMessageContaining("processors");
  }

  @Test
  void shouldRefuseTextAfterTheRules() throws IOException {
    File file = file("{\"rules\": []}\n{\"rules\": [{\"processors\": 2}]}");

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " line 2");
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    File missing = folder.resolve("none.json").toFile();

    assertThatThrownBy(() -> RulesFile.read(missing, Levers.NUMBERS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.json");
  }

  @Test
  void shouldRefuseAFileThatIsNoPageOfText() throws IOException {
    File file = file(" ".repeat((1 << 20) + 1));

    assertThatThrownBy(() -> RulesFile.read(file, Levers.NUMBERS))
        .hasMessage(file + ": is larger than 1 MB");
  }

  @Test
  void shouldReadAFileThatIsRight() throws IOException {
    assertThat(RulesFile.read(file("{\"rules\": [{\"commonPool\": 4}]}"), Levers.NUMBERS))
        .isNotNull();
  }

  @Test
  void shouldTakeEveryNumberFromElsewhere() throws IOException {
    File file =
        file(
            "{\"rules\": [{\"processors\": \"env:CPU\",\n\"gc.parallel\": \"env:GC\",\n"
                + "\"pools\": {\"com.acme.*\": \"file:/etc/pool\", \"b\": 3}}]}");
    Supply supply = new FakeSupply(8, Map.of("env:CPU", 2L, "file:/etc/pool", 5L));

    Target target = RulesFile.read(file, Levers.NUMBERS).target(HostProfile.EMPTY, supply);

    assertThat(target.processors()).isEqualTo(2);
    assertThat(target.of(ParallelWorkers.TYPE, 7)).as("cannot be had").isEqualTo(7);
    assertThat(target.pool("com.acme.Service", "")).isEqualTo(5);
    assertThat(target.pool("b", "")).isEqualTo(3);
    assertThat(RulesFile.stated(file, Levers.NUMBERS))
        .hasToString(
            "{processors: env:CPU=1, gc.parallel: env:GC=2, pools: com.acme.*: file:/etc/pool=3}");
  }

  @Test
  void shouldNamePoolsByTheirCreatorOrTheirOwnClass() throws IOException {
    Rules rules =
        RulesFile.read(
            file("{\"rules\": [{\"pools\": {\"com.acme.*\": 4, \"*Queued*\": 9}}]}"),
            Levers.NUMBERS);

    Target target = rules.target(HostProfile.EMPTY, host -> 8);
    assertThat(target.pool("com.acme.Service", "ThreadPoolExecutor")).isEqualTo(4);
    assertThat(target.pool("", "org.eclipse.jetty.util.thread.QueuedThreadPool")).isEqualTo(9);
    assertThat(target.pool("org.acme.Service", "ForkJoinPool")).isNull();
  }
}
