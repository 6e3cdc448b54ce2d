package io.hostshift.tune.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Stated;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The rules file: a JSON object with a list {@code rules}, each with {@code when}, {@code
 * processors} and numbers for single settings.
 */
public final class RulesFile {
  private static final long MOST_BYTES = 1 << 20;
  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private RulesFile() {}

  /**
   * Reads and checks a rules file: one that has a problem is not used at all.
   *
   * @param settings those that a rule may give a number
   * @throws IOException with one line that says what is wrong first, and where
   */
  public static Rules read(File file, Collection<SettingType> settings) throws IOException {
    if (file.length() > MOST_BYTES) {
      throw new IOException(file + tooLarge().toString());
    }
    try (JsonParser json = JSON.createParser(file)) {
      return rules(file.toString(), new RulesReader(json, settings));
    }
  }

  /**
   * Everything that {@link #read} would refuse the file for; nothing if it would take it.
   *
   * @throws IOException if the file cannot be read
   */
  public static List<RulesProblem> problems(File file, Collection<SettingType> settings)
      throws IOException {
    if (file.length() > MOST_BYTES) {
      return Collections.singletonList(tooLarge());
    }
    try (JsonParser json = JSON.createParser(file)) {
      RulesReader reader = new RulesReader(json, settings);
      reader.read();
      return reader.problems();
    }
  }

  /**
   * The numbers that do not stand in the file itself, each to the line that says where.
   *
   * @throws IOException if the file cannot be read
   */
  public static Map<Stated, Integer> stated(File file, Collection<SettingType> settings)
      throws IOException {
    if (file.length() > MOST_BYTES) {
      return Collections.emptyMap();
    }
    try (JsonParser json = JSON.createParser(file)) {
      RulesReader reader = new RulesReader(json, settings);
      reader.read();
      return reader.stated();
    }
  }

  static Rules parse(String text, Collection<SettingType> settings) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      return rules("rules", new RulesReader(json, settings));
    }
  }

  private static Rules rules(String name, RulesReader reader) throws IOException {
    Rules rules = reader.read();
    List<RulesProblem> problems = reader.problems();
    if (problems.isEmpty()) {
      return rules;
    }
    int more = problems.size() - 1;
    throw new IOException(name + problems.get(0) + (more == 0 ? "" : " (and " + more + " more)"));
  }

  private static RulesProblem tooLarge() {
    return new RulesProblem(0, "is larger than 1 MB");
  }
}
