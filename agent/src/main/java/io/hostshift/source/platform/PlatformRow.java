package io.hostshift.source.platform;

import io.hostshift.base.Glob;
import io.hostshift.source.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** A line of the table of platforms: a question, an answer, and conditions that must all hold. */
final class PlatformRow {
  private final String question;
  private final String answer;
  private final List<Condition> conditions = new ArrayList<>();

  private PlatformRow(String question, String answer) {
    this.question = question;
    this.answer = answer;
  }

  /**
   * {@code QUESTION}, {@code ANSWER}, then {@code FACT=GLOB} or {@code FACT!=GLOB}, separated by
   * tabs.
   */
  static PlatformRow parse(String line) throws MalformedException {
    String[] fields = line.split("\t", -1);
    if (fields.length < 3 || fields[0].isEmpty() || fields[1].isEmpty()) {
      throw new MalformedException("no question, answer and conditions: \"" + line + "\"");
    }
    PlatformRow row = new PlatformRow(fields[0], fields[1]);
    for (int i = 2; i < fields.length; i++) {
      row.conditions.add(new Condition(fields[i]));
    }
    return row;
  }

  /** Such as {@code hypervisor} or {@code cloud}. */
  String question() {
    return question;
  }

  String answer() {
    return answer;
  }

  /** Those that are looked for in a fact. */
  List<String> globs(String fact) {
    List<String> globs = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition.fact.equals(fact)) {
        globs.add(condition.glob);
      }
    }
    return globs;
  }

  boolean fits(PlatformFacts facts) {
    for (Condition condition : conditions) {
      if (!condition.holds(facts)) {
        return false;
      }
    }
    return true;
  }

  private static final class Condition {
    private final String fact;
    private final String glob;
    private final boolean expected;

    Condition(String text) throws MalformedException {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new MalformedException("no condition: \"" + text + "\"");
      }
      expected = text.charAt(equals - 1) != '!';
      fact = text.substring(0, expected ? equals : equals - 1);
      glob = text.substring(equals + 1);
    }

    /** A fact that is not there fits nothing. */
    boolean holds(PlatformFacts facts) {
      boolean fits = false;
      for (String value : facts.values(fact)) {
        fits |= Glob.matches(glob, value);
      }
      return fits == expected;
    }
  }
}
