package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation leads to is there: pages, headings, files, tests, scripts. */
class DocumentationLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TEST =
      Pattern.compile("(?<!\\*)\\b([A-Z]\\w*(?:Test|IT))(?:\\.(should\\w+))?\\b");
  private static final Pattern SCRIPT = Pattern.compile("^(it/\\w+)(.*)$", Pattern.MULTILINE);

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldLeadSomewhere(Page page) {
    List<String> nowhere = new ArrayList<>();
    for (MatchResult found : LINK.matcher(page.prose()).results().toList()) {
      String link = found.group(1);
      if (!link.startsWith("https://") && !leadsSomewhere(page, link)) {
        nowhere.add(link);
      }
    }

    assertThat(nowhere).isEmpty();
  }

  private static boolean leadsSomewhere(Page page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || Page.named(Page.ROOT.relativize(target).toString())
            .anchors()
            .contains(link.substring(hash + 1));
  }

  @Test
  void shouldReachEachPageFromTheIndex() {
    String index = Page.named("docs/README.md").text();
    for (Page page : pages()) {
      String path = page.toString();
      if (path.startsWith("docs/") && !path.equals("docs/README.md")) {
        assertThat(index).contains("(" + path.substring("docs/".length()) + ")");
      }
    }
    assertThat(Page.named("README.md").text()).contains("(docs/README.md)");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldNameOnlyTestsThatAreThere(Page page) throws IOException {
    Set<String> missing = new TreeSet<>();
    for (MatchResult found : page.find(TEST)) {
      Path file = testFile(found.group(1));
      boolean there =
          file != null
              && (found.group(2) == null
                  || Files.readString(file).contains(" " + found.group(2) + "("));
      if (!there) {
        missing.add(found.group());
      }
    }

    assertThat(missing).isEmpty();
  }

  /** Null if there is none. */
  private static Path testFile(String name) throws IOException {
    for (String module : List.of("agent", "it", "testapp")) {
      try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module).resolve("src/test/java"))) {
        Path file = files.filter(path -> path.endsWith(name + ".java")).findFirst().orElse(null);
        if (file != null) {
          return file;
        }
      }
    }
    return null;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyScriptsAndOptionsThatAreThere(Page page) throws IOException {
    List<String> lines = new ArrayList<>(page.code());
    page.blocks().forEach(block -> lines.addAll(block.text().lines().toList()));
    for (String line : lines) {
      var script = SCRIPT.matcher(line);
      if (script.matches()) {
        Path file = Page.ROOT.resolve(script.group(1));
        assertThat(file).isExecutable();
        String text = Files.readString(file);
        for (String word : script.group(2).trim().split(" ")) {
          assertThat(text).as(line).contains(word.startsWith("--") ? word + ")" : "");
        }
      }
    }
  }
}
