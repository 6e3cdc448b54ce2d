package io.hostshift.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
    for (Problem problem : ConfigurationReader.readFile(file).problems()) {
      if (problem.causes().isEmpty()) {
        problems.add(new FileProblem(file, problem.place().line(), problem.reason()));
      }
      problems.addAll(problem.causes());
    }
  }
}
