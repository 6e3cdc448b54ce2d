package io.hostshift.source.platform;

import io.hostshift.source.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A line of the table of hypervisors: a name, and conditions that must all hold. */
final class HypervisorRow {
  private final String name;
  private final List<Condition> conditions = new ArrayList<>();

  private HypervisorRow(String name) {
    this.name = name;
  }

  /** {@code NAME}, then {@code FACT=GLOB} or {@code FACT!=GLOB}, separated by tabs. */
  static HypervisorRow parse(String line) throws MalformedException {
    String[] fields = line.split("\t", -1);
    HypervisorRow row = new HypervisorRow(fields[0]);
    for (int i = 1; i < fields.length; i++) {
      row.conditions.add(new Condition(fields[i]));
    }
    if (row.name.isEmpty() || row.conditions.isEmpty()) {
      throw new MalformedException("no name and conditions: \"" + line + "\"");
    }
    return row;
  }

  String name() {
    return name;
  }

  boolean fits(HypervisorFacts facts) {
    for (Condition condition : conditions) {
      if (!condition.holds(facts)) {
        return false;
      }
    }
    return true;
  }

  private static final class Condition {
    private final String fact;
    private final Pattern glob;
    private final boolean expected;

    Condition(String text) throws MalformedException {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new MalformedException("no condition: \"" + text + "\"");
      }
      expected = text.charAt(equals - 1) != '!';
      fact = text.substring(0, expected ? equals : equals - 1);
      StringBuilder regex = new StringBuilder();
      for (String part : text.substring(equals + 1).split("\\*", -1)) {
        regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
      }
      glob = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A fact that is not there fits nothing. */
    boolean holds(HypervisorFacts facts) {
      String value = facts.fact(fact);
      return (!value.isEmpty() && glob.matcher(value).matches()) == expected;
    }
  }
}
