package io.hostshift.report.jmx;

import io.hostshift.tune.Outcome;
import java.util.Map;

/** What an event did to a setting, as JMX clients see it. */
public final class OutcomeView extends SettingView {
  private final Long before;
  private final Long nowBefore;

  OutcomeView(Outcome outcome) {
    super(outcome.status());
    this.before = outcome.before();
    this.nowBefore = outcome.nowBefore();
  }

  /** Besides, its value before this event; null if it has none. */
  @Override
  Map<String, Long> numbers() {
    Map<String, Long> numbers = super.numbers();
    numbers.put("before", before);
    numbers.put("nowBefore", nowBefore);
    return numbers;
  }
}
