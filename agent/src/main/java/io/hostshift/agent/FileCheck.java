package io.hostshift.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.config.KnownNames;
import io.hostshift.config.Problem;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.source.process.Arguments;
import io.hostshift.tune.Levers;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.tune.rules.RulesProblem;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the agent would say of a configuration or a rules file, read as the agent reads it. The
 * rules that a configuration names are looked at with it.
 */
public final class FileCheck {
  private final boolean rules;
  private final List<FileProblem> problems = new ArrayList<>();

  private FileCheck(boolean rules) {
    this.rules = rules;
  }

  /**
   * Reads the file. It holds rules if it is an object whose {@code rules} are not the name of a
   * file, or else a configuration.
   *
   * @throws IOException if it cannot be read
   */
  public static FileCheck of(File file) throws IOException {
    FileCheck check = new FileCheck(holdsRules(file));
    if (check.rules) {
      check.rules(file);
    } else {
      check.configuration(file);
    }
    return check;
  }

  /** Whether it was taken for rules, or for a configuration. */
  public boolean isRules() {
    return rules;
  }

  /** None if the agent takes all of it. */
  public List<FileProblem> problems() {
    return Collections.unmodifiableList(problems);
  }

  private static boolean holdsRules(File file) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.currentName().equals(Key.RULES.key)) {
          return json.nextToken().isStructStart();
        }
        json.nextToken();
        json.skipChildren();
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException noJson) {
      // Where it breaks is found again, and said, by whoever reads it as what it is.
    }
    return false;
  }

  private void rules(File file) throws IOException {
    for (RulesProblem problem : RulesFile.problems(file, Levers.NUMBERS)) {
      problems.add(new FileProblem(file, problem.line(), problem.reason()));
    }
  }

  private void configuration(File file) {
    Configuration configuration = ConfigurationReader.readFile(file);
    List<Problem> found = new ArrayList<>(configuration.problems());
    KnownNames names = new KnownNames(configuration, found::add);
    names.select(Key.SOURCES, SourceCatalog.NAMES);
    names.select(Key.SETTINGS, Levers.NAMES);
    Settings.PARTS.forEach((setting, parts) -> names.parts(Key.SETTINGS, setting, parts));
    command(configuration, found);
    for (Problem problem : found) {
      problems.add(new FileProblem(file, problem.place().line(), problem.reason()));
    }
    String named = configuration.text(Key.RULES);
    if (named != null) {
      rulesOf(configuration, new File(named), file);
    }
  }

  private static void command(Configuration configuration, List<Problem> found) {
    String command = configuration.text(Key.COMMAND);
    if (command != null) {
      try {
        Arguments.split(command);
      } catch (IllegalArgumentException e) {
        found.add(
            new Problem(configuration.place(Key.COMMAND), "command is not run: " + e.getMessage()));
      }
    }
  }

  private void rulesOf(Configuration configuration, File named, File file) {
    try {
      rules(named);
    } catch (IOException e) {
      problems.add(
          new FileProblem(
              file,
              configuration.place(Key.RULES).line(),
              "rules are not used: " + e.getMessage()));
    }
  }
}
