package io.hostshift.source.platform;

import io.hostshift.base.Glob;
import io.hostshift.source.MalformedException;
import java.util.ArrayList;
import java.util.List;

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
    boolean holds(HypervisorFacts facts) {
      String value = facts.fact(fact);
      return (!value.isEmpty() && Glob.matches(glob, value)) == expected;
    }
  }
}
