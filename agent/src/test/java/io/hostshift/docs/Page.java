package io.hostshift.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation: its text, and what is marked in it. */
public record Page(Path path, String text) {
  /** Of the project; tests run in the module's folder. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$", Pattern.MULTILINE);

  /** A fenced block. */
  public record Block(Page page, String language, String text) {
    @Override
    public String toString() {
      return page + ": " + text.lines().findFirst().orElse("");
    }
  }

  /** Those at the root and below docs. */
  public static List<Page> all() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Page named(String name) {
    return read(ROOT.resolve(name));
  }

  private static Page read(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Block> blocks() {
    return FENCE
        .matcher(text)
        .results()
        .map(found -> new Block(this, found.group(1), found.group(2)))
        .toList();
  }

  public List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  /** What stands between single backquotes. */
  public List<String> code() {
    return CODE.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** Without what is fenced. */
  public String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  public List<String> headings() {
    return HEADING.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** As a web page names its headings: small letters, digits and hyphens. */
  public List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    for (String heading : headings()) {
      String plain = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
      anchors.add(plain.replace(' ', '-'));
    }
    return anchors;
  }

  /** The names in backquotes in the first column of the table under a heading. */
  public List<String> firstColumn(String heading) {
    List<String> names = new ArrayList<>();
    String section = section(heading);
    boolean table = false;
    for (String line : section.split("\n")) {
      if (line.startsWith("|")) {
        table = true;
        CODE.matcher(line.split("(?<!\\\\)\\|")[1])
            .results()
            .map(found -> found.group(1))
            .forEach(names::add);
      } else if (table) {
        break;
      }
    }
    return names;
  }

  private String section(String heading) {
    String begin = "\n## " + heading + "\n";
    int from = text.indexOf(begin);
    if (from < 0) {
      throw new IllegalArgumentException(this + " has no heading " + heading);
    }
    int to = text.indexOf("\n## ", from + begin.length());
    return text.substring(from + begin.length(), to < 0 ? text.length() : to);
  }

  /** All that a pattern finds in this page. */
  public List<MatchResult> find(Pattern pattern) {
    return pattern.matcher(text).results().toList();
  }

  @Override
  public String toString() {
    return ROOT.relativize(path).toString();
  }
}
