package io.hostshift.config;

import io.hostshift.tune.Levers;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.tune.rules.RulesProblem;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The value of {@code rules}: the rules that stand in the file that it names. */
final class RulesValue {
  private RulesValue() {}

  /** A file with a problem is not used at all. */
  static Rules parse(String text) {
    File file = Values.PATH.parse(text);
    try {
      return RulesFile.read(file, Levers.NUMBERS);
    } catch (IOException e) {
      throw new RefusedValue("rules are not used: " + e.getMessage(), problems(file));
    }
  }

  private static List<FileProblem> problems(File file) {
    List<FileProblem> problems = new ArrayList<>();
    try {
      for (RulesProblem problem : RulesFile.problems(file, Levers.NUMBERS)) {
        problems.add(new FileProblem(file, problem.line(), problem.reason()));
      }
    } catch (IOException e) {
      // It cannot be read at all, which is in the sentence already.
    }
    return problems;
  }
}
