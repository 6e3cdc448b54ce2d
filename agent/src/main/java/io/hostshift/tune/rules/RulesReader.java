package io.hostshift.tune.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rules token by token, so that each problem has the line in which it stands. */
final class RulesReader {
  private final JsonParser json;
  private final Map<String, SettingType> settings = new LinkedHashMap<>();
  private final List<RulesProblem> problems = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<Stated, Integer> stated = new LinkedHashMap<>();
  private String place = "";

  /**
   * @param numbers the settings that a rule may give a number
   */
  RulesReader(JsonParser json, Collection<SettingType> numbers) {
    this.json = json;
    for (SettingType number : numbers) {
      settings.put(number.name(), number);
    }
  }

  /**
   * Reads to the end, or to where the text is no JSON.
   *
   * @return what is right of it
   */
  Rules read() throws IOException {
    try {
      root();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      problems.add(new RulesProblem(at == null ? 0 : at.getLineNr(), e.getOriginalMessage()));
    }
    return new Rules(rules);
  }

  List<RulesProblem> problems() {
    return problems;
  }

  /** The numbers that stand elsewhere, to the line that says so. */
  Map<Stated, Integer> stated() {
    return stated;
  }

  private void root() throws IOException {
    boolean found = false;
    boolean other = json.nextToken() != JsonToken.START_OBJECT;
    while (!other && json.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = json.currentName().equals("rules");
      other = json.nextToken() != JsonToken.START_ARRAY || !named;
      if (!other) {
        found = true;
        rules();
      }
    }
    if (other || !found) {
      problem("expected is one object with a list \"rules\"");
    } else if (json.nextToken() != null) {
      problem("there is more after the rules");
    }
  }

  private void rules() throws IOException {
    for (int number = 1; json.nextToken() != JsonToken.END_ARRAY; number++) {
      place = "rule " + number + ": ";
      if (json.currentToken() == JsonToken.START_OBJECT) {
        rule();
      } else {
        problem("is not an object");
        json.skipChildren();
      }
    }
    place = "";
  }

  private void rule() throws IOException {
    Map<String, String> when = new LinkedHashMap<>();
    Map<String, RuleNumber> numbers = new LinkedHashMap<>();
    Map<String, RuleNumber> pools = new LinkedHashMap<>();
    ProcessorsRule processors = ProcessorsRule.OS;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("when")) {
        when(when);
      } else if (name.equals("processors")) {
        processors = processors();
      } else if (name.equals(PoolSizes.NAME)) {
        pools(pools);
      } else if (settings.containsKey(name)) {
        RuleNumber number = number(name, settings.get(name).unit());
        if (number != null) {
          numbers.put(name, number);
        }
      } else {
        problem(
            name
                + " is neither when, processors nor one of the settings "
                + settings.keySet()
                + " nor pools");
      }
      json.skipChildren();
    }
    rules.add(new Rule(when, processors, numbers, pools));
  }

  private ProcessorsRule processors() throws IOException {
    try {
      ProcessorsRule rule = ProcessorsRule.parse(text());
      if (rule.stated() != null) {
        found(rule.stated());
      }
      return rule;
    } catch (IllegalArgumentException e) {
      problem(e.getMessage());
      return ProcessorsRule.OS;
    }
  }

  private void when(Map<String, String> when) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      problem("when: expected is an object of identifier to pattern");
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        when.put(name, json.getText());
      } else {
        problem("when: " + name + " needs a pattern");
        json.skipChildren();
      }
    }
  }

  private void pools(Map<String, RuleNumber> pools) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      problem(
          "pools: expected is an object of classes that create pools, such as com.acme.*, to numbers"
              + " of threads");
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String creator = json.currentName();
      json.nextToken();
      RuleNumber threads = number("pools: " + creator, Unit.THREADS);
      if (threads != null) {
        pools.put(creator, threads);
      }
      json.skipChildren();
    }
  }

  /** The number here, or where it stands; null if it is not accepted, which is a problem. */
  private RuleNumber number(String shown, Unit unit) throws IOException {
    JsonToken token = json.currentToken();
    boolean quoted = token == JsonToken.VALUE_STRING;
    Long number = null;
    if (quoted && Stated.is(json.getText())) {
      Stated place = Stated.parse(shown, json.getText(), unit);
      if (place != null) {
        return RuleNumber.of(found(place));
      }
    }
    if (quoted) {
      number = unit.parse(json.getText());
    } else if (token == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && unit.accepts(json.getLongValue())) {
      number = json.getLongValue();
    }
    if (number == null) {
      problem(
          shown
              + ": "
              + (quoted ? "\"" + text() + "\"" : text())
              + " is not accepted; accepted is "
              + unit.accepted()
              + ", or env:NAME, or file:/path");
      return null;
    }
    return RuleNumber.of(number);
  }

  private Stated found(Stated place) {
    stated.put(place, json.currentTokenLocation().getLineNr());
    return place;
  }

  private String text() throws IOException {
    return json.currentToken() == JsonToken.START_OBJECT
        ? "an object"
        : json.currentToken() == JsonToken.START_ARRAY ? "a list" : json.getText();
  }

  private void problem(String reason) {
    problems.add(new RulesProblem(json.currentTokenLocation().getLineNr(), place + reason));
  }
}
