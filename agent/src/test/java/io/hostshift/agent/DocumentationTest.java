package io.hostshift.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.docs.Page;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.tune.Levers;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.watch.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says of configuration, rules and names, read from its own text. */
class DocumentationTest {
  private static final Pattern ARGUMENT = Pattern.compile("hostshift\\.jar=([^\\s`\"\\[\\]]+)");
  private static final Pattern PROPERTY = Pattern.compile("-Dhostshift\\.(\\w+)=([^\\s`\"]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\b(HOSTSHIFT_\\w+)");
  private static final Pattern VARIABLE_VALUE =
      Pattern.compile("\\b(HOSTSHIFT_\\w+)(?:=|\\n *value: )\"?([^\\s`\"]+)");
  private static final Pattern PAIR = Pattern.compile("([a-zA-Z]+)=([^\\s`…]+)");

  /** Of the tests' own set-up. */
  private static final List<String> OTHER_VARIABLES = List.of("HOSTSHIFT_IT_MACHINES");

  @TempDir private Path folder;

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyAgentArgumentsThatAreAccepted(Page page) {
    for (MatchResult found : page.find(ARGUMENT)) {
      if (!found.group(1).contains("key=value")) {
        assertAccepted(page, found.group(1), new Properties(), new HashMap<>());
      }
    }
    for (String code : page.code()) {
      var pair = PAIR.matcher(code);
      if (pair.matches() && Key.named(pair.group(1)) != null) {
        assertAccepted(page, code, new Properties(), new HashMap<>());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlySystemPropertiesThatAreAccepted(Page page) {
    for (MatchResult found : page.find(PROPERTY)) {
      Properties properties = new Properties();
      properties.setProperty("hostshift." + found.group(1), found.group(2));
      if (!found.group(1).equals("jar")) {
        assertAccepted(page, "", properties, new HashMap<>());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyVariablesThatAreReadAndAccepted(Page page) {
    List<String> known =
        Stream.concat(Key.values().stream().map(Key::environment), OTHER_VARIABLES.stream())
            .toList();
    assertThat(page.find(VARIABLE)).extracting(found -> found.group(1)).isSubsetOf(known);
    for (MatchResult found : page.find(VARIABLE_VALUE)) {
      Map<String, String> environment = new HashMap<>();
      environment.put(found.group(1), found.group(2));
      assertAccepted(page, "", new Properties(), environment);
    }
  }

  /** So that a new one is explained before anybody meets it in a log. */
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void shouldExplainEachVerdict(Verdict verdict) {
    assertThat(Page.named("README.md").text()).contains("\n| `" + verdict + "` | ");
    assertThat(Page.named("docs/design.md").text()).contains("\n- `" + verdict + "`: ");
  }

  private static void assertAccepted(
      Page page, String arguments, Properties properties, Map<String, String> environment) {
    // The file is the reader's own, and its JSON is tested by itself.
    String here = arguments.replaceAll("(^|,)config=[^,]*", "");
    environment.remove(Key.CONFIG.environment());
    properties.remove(Key.CONFIG.property());
    Configuration read = ConfigurationReader.read(here, properties, environment);

    assertThat(read.problems()).as(page + ": " + arguments + properties + environment).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyJsonThatIsAccepted(Page page) throws IOException {
    for (Page.Block block : page.blocks("json")) {
      JsonNode json = new ObjectMapper().readTree(block.text());
      assertThat(json).as(block.toString()).isNotNull();
      Path file = Files.writeString(folder.resolve("example.json"), block.text());
      if (json.has("rules") && json.path("rules").isArray()) {
        assertThat(RulesFile.read(file.toFile(), Levers.NUMBERS)).isNotNull();
      } else if (!json.has("verdict") && json.isObject()) {
        Configuration read =
            ConfigurationReader.read("config=" + file, new Properties(), new HashMap<>());
        assertThat(read.problems()).as(block.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyYamlThatCanBeParsed(Page page) throws IOException {
    for (Page.Block block : page.blocks("yaml")) {
      JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(block.text());
      assertThat(yaml.isContainerNode()).as(block.toString()).isTrue();
    }
  }

  @Test
  void shouldListEachKeyInTheReadme() {
    List<String> keys = Key.values().stream().map(key -> key.key).toList();

    List<String> rows = new ArrayList<>(Page.named("README.md").firstColumn("Configure it"));
    assertThat(rows).doesNotHaveDuplicates();
    assertThat(rows).isSubsetOf(Key.values().stream().map(key -> key.key).toList());
    // It is named above the table, as the place of the others.
    keys = keys.stream().filter(key -> !key.equals("config")).toList();
    assertThat(rows).containsAll(keys);
  }

  @Test
  void shouldSayTheDefaultOfEachKeyInTheReadme() {
    Pattern row = Pattern.compile("^\\| `(\\w+)` \\| `([^`]+)` \\|", Pattern.MULTILINE);
    List<MatchResult> rows = Page.named("README.md").find(row);
    assertThat(rows).isNotEmpty();
    for (MatchResult found : rows) {
      Key<?> key = Key.named(found.group(1));
      if (key != null) {
        assertThat(found.group(2)).as(key.key).isEqualTo(key.defaultText);
      }
    }
  }

  @Test
  void shouldListEachSourceInTheReadme() {
    assertThat(Page.named("README.md").firstColumn("What it watches"))
        .containsExactlyInAnyOrderElementsOf(SourceCatalog.NAMES);
  }

  @Test
  void shouldListEachSettingInTheReadme() {
    assertThat(Page.named("README.md").firstColumn("What it changes"))
        .containsExactlyInAnyOrderElementsOf(Levers.NAMES);
  }

  @Test
  void shouldListEachMBeanInTheReadme() {
    assertThat(Page.named("README.md").firstColumn("Look at it"))
        .containsExactlyInAnyOrder("io.hostshift:type=", "Migrations", "Host", "Tuning", "Watcher");
  }
}
