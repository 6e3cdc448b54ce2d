package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  @TempDir private Path folder;

  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  private Configuration read(String arguments) {
    return ConfigurationReader.read(arguments, properties, environment);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("hostshift.json"), text).toString();
  }

  @Test
  void shouldTakeAnArgumentBeforeAProperty() {
    properties.setProperty("hostshift.history", "2");

    assertThat(read("history=1"))
        .returns(1, configuration -> configuration.get(Key.HISTORY))
        .returns("agent argument", configuration -> configuration.origin(Key.HISTORY));
  }

  @Test
  void shouldTakeAPropertyBeforeTheEnvironment() {
    properties.setProperty("hostshift.history", "2");
    environment.put("HOSTSHIFT_HISTORY", "3");

    assertThat(read(null))
        .returns(2, configuration -> configuration.get(Key.HISTORY))
        .returns("system property", configuration -> configuration.origin(Key.HISTORY));
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFile() throws IOException {
    environment.put("HOSTSHIFT_HISTORY", "3");

    assertThat(read("config=" + file("{\"history\": 4}")))
        .returns(3, configuration -> configuration.get(Key.HISTORY))
        .returns("environment", configuration -> configuration.origin(Key.HISTORY));
  }

  @Test
  void shouldTakeTheFileBeforeTheDefault() throws IOException {
    String file = file("{\"history\": 4, \"mode\": \"observe\", \"headroom\": true}");

    assertThat(read("config=" + file))
        .returns(4, configuration -> configuration.get(Key.HISTORY))
        .returns(Key.Mode.OBSERVE, configuration -> configuration.get(Key.MODE))
        .returns(true, configuration -> configuration.get(Key.HEADROOM))
        .returns("configuration file " + file, configuration -> configuration.origin(Key.MODE));
  }

  @Test
  void shouldReadTheFileThatTheEnvironmentNames() throws IOException {
    environment.put("HOSTSHIFT_CONFIG", file("{\"history\": 4}"));

    assertThat(read(null).get(Key.HISTORY)).isEqualTo(4);
  }

  static List<Key<?>> keys() {
    return Key.values();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void shouldHaveADefaultThatItAcceptsItself(Key<?> key) {
    assertThat(read(null)).returns("default", configuration -> configuration.origin(key));
    assertThat(read(null).text(key)).isEqualTo(key.defaultText);
  }

  @Test
  void shouldNameAnUnknownKeyAndTheOneThatIsMeant() {
    assertThat(read("Mode=observe").problems())
        .extracting(Problem::toString)
        .containsExactly(
            "agent argument: there is no key Mode; the README lists the keys (is mode meant?)");
  }

  @Test
  void shouldNameAnUnknownKeyOfTheFile() throws IOException {
    String file = file("{\"histroy\": 4}");

    assertThat(read("config=" + file).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "configuration file "
                + file
                + " line 1: there is no key histroy; the README lists the keys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval=1|a time from 10ms to 1h, or a range such as 1s..10s; going on with 1s",
        "settle=soon|a time from 0s to 1h, such as 10s; going on with 10s",
        "mode=off|retune or observe; going on with retune",
        "history=0|a number from 1 to 100000; going on with 64",
        "journalMax=1|a size from 64KB to 1GB, such as 10MB; going on with 10MB",
        "journalMax=9999999999GB|a size from 64KB to 1GB, such as 10MB; going on with 10MB",
        "sources=a+-b|names joined by +, or each with a leading -; going on with all that are safe",
        "killSwitch=|a file name; going on with none",
        "headroom=yes|true or false; going on with false"
      })
  void shouldSayWhatIsAcceptedInsteadOfABadValue(String argument, String accepted) {
    assertThat(read(argument).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "agent argument: " + argument + " is not accepted; accepted is " + accepted);
  }

  @Test
  void shouldGoOnWithTheDefaultOfABadValue() {
    assertThat(read("history=many"))
        .returns(64, configuration -> configuration.get(Key.HISTORY))
        .returns("default", configuration -> configuration.origin(Key.HISTORY));
  }

  @Test
  void shouldKeepTheDefaultOfABadValueThoughAWeakerPlaceHasAGoodOne() {
    properties.setProperty("hostshift.history", "2");

    assertThat(read("history=many").get(Key.HISTORY)).isEqualTo(64);
  }

  @Test
  void shouldSayWhatIsNoArgument() {
    assertThat(read("observe").problems())
        .extracting(Problem::toString)
        .containsExactly("agent argument: observe is not of the form key=value");
  }

  @Test
  void shouldTakeArgumentsWithSpacesAndAnEqualsSignInTheValue() {
    Configuration configuration = read(" metadata=gce=http://127.0.0.1:1 , history = 5 ");

    assertThat(configuration.text(Key.METADATA)).isEqualTo("gce=http://127.0.0.1:1");
    assertThat(configuration.get(Key.HISTORY)).isEqualTo(5);
  }

  @Test
  void shouldTakeTheIntervalWhereADeadlineIsSetToo() {
    Configuration configuration = read("interval=2s,deadline=500ms");

    assertThat(configuration.interval().leastNanos).isEqualTo(2_000_000_000L);
    assertThat(configuration.problems())
        .extracting(Problem::toString)
        .containsExactly("agent argument: interval and deadline are both set; interval=2s is used");
  }

  @Test
  void shouldDeriveTheIntervalFromADeadline() {
    assertThat(read("deadline=500ms").interval().leastNanos).isLessThan(500_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"on", "gce", "gce=", "mars=http://127.0.0.1", "gce=http://192.0.2.1", "gce=+"})
  void shouldSayWhichMetadataServicesAreAccepted(String text) {
    Configuration configuration = read("metadata=" + text);

    assertThat(configuration.problems()).singleElement().asString().contains("accepted is auto");
    assertThat(configuration.get(Key.METADATA).automatic()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onEvent=tell --team ops|onEvent is not run: tell is not an absolute path",
        "onEvent=/opt/tell 'ops|onEvent is not run: a quote has no end in: /opt/tell 'ops",
        "command=tell|command is not run: tell is not an absolute path",
        "sources=kpv|sources names kpv, which is not there; accepted is ",
        "settings=gc.parallel:x|settings names gc.parallel:x, which is not there; accepted is ",
        "rules=/none/rules.json|rules are not used: /none/rules.json"
      })
  void shouldSayWhatIsWrongWithAValueWhenItIsRead(String argument, String sentence) {
    assertThat(read(argument).problems())
        .singleElement()
        .asString()
        .startsWith("agent argument: " + sentence);
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    assertThat(read("config=" + folder.resolve("none")).problems())
        .singleElement()
        .asString()
        .startsWith("configuration file " + folder.resolve("none") + ": could not be read: ");
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithAFile() throws IOException {
    assertThat(read("config=" + file("{\"history\": }")).problems())
        .singleElement()
        .asString()
        .contains("could not be read: ")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"mode\":[1]}", "{\"mode\":null}", "{\"mode\":{\"a\":1}}"})
  void shouldSayWhichKindOfValueAKeyOfTheFileNeeds(String text) throws IOException {
    String file = file(text);

    assertThat(read("config=" + file).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "configuration file " + file + " line 1: mode needs a text, number, true or false");
  }

  @Test
  void shouldNotTakeItsOwnVersionForAKey() {
    properties.setProperty("hostshift.version", "1.0");

    assertThat(read(null).problems()).isEmpty();
  }

  @Test
  void shouldNotTakeTheEnvironmentOfOthersForKeys() {
    environment.put("HOSTSHIFT_HOME", "/opt/hostshift");

    assertThat(read(null).problems()).isEmpty();
  }

  /** A probe unpacks it; an agent in somebody's process does not. */
  @Test
  void shouldSayThatOnlyAProbeReadsAReport() throws Exception {
    Path report = Files.writeString(folder.resolve("report.zip"), "PK");
    String root = "root=" + report;

    assertThat(ConfigurationReader.read(root, new Properties(), Map.of()).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "agent argument: "
                + root
                + " is a file, and nothing is found below it: a report is read by probe alone");
    assertThat(ConfigurationReader.readForProbe(root, new Properties(), Map.of()).problems())
        .isEmpty();
    assertThat(ConfigurationReader.read("root=" + folder, new Properties(), Map.of()).problems())
        .isEmpty();
  }
}
