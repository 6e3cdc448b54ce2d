package io.hostshift.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.base.Errands;
import io.hostshift.tune.Levers;
import io.hostshift.tune.processor.StatedNumbers;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.tune.rules.RulesProblem;
import io.hostshift.tune.setting.Stated;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the agent would say of a configuration or a rules file, read as the agent reads it. The
 * rules that a configuration names are looked at with it.
 */
public final class FileCheck {
  private final boolean rules;
  private final List<FileProblem> problems = new ArrayList<>();
  private final List<FileProblem> remarks = new ArrayList<>();

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

  /**
   * What the agent would miss if it ran here and now: numbers that rules take from an environment
   * variable or a file. Elsewhere, such as in the pod that the rules are for, they may be there.
   */
  public List<FileProblem> remarks() {
    return Collections.unmodifiableList(remarks);
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
    remark(file);
  }

  private void remark(File file) throws IOException {
    for (Map.Entry<Stated, Integer> stated : RulesFile.stated(file, Levers.NUMBERS).entrySet()) {
      new StatedNumbers(
              System::getenv,
              new Errands(System::nanoTime),
              () -> fault -> remark(file, stated.getValue(), fault))
          .of(stated.getKey());
    }
  }

  private void remark(File file, int line, String fault) {
    if (!fault.isEmpty()) {
      remarks.add(new FileProblem(file, line, "seen from here, " + fault));
    }
  }

  private void configuration(File file) throws IOException {
    Configuration configuration = ConfigurationReader.readFile(file);
    if (configuration.isSet(Key.RULES) && configuration.get(Key.RULES) != null) {
      remark(new File(configuration.text(Key.RULES)));
    }
    for (Problem problem : configuration.problems()) {
      if (problem.causes().isEmpty()) {
        problems.add(new FileProblem(file, problem.place().line(), problem.reason()));
      }
      problems.addAll(problem.causes());
    }
  }
}
