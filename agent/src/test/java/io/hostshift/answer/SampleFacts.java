package io.hostshift.answer;

import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.tune.KillSwitch;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The facts of a running agent that lists pools, has no kill switch and hears of no move. */
final class SampleFacts {
  private SampleFacts() {}

  /**
   * @param unsaid how many lines of the log were not written
   * @param startMillis since the epoch
   */
  static StatusFacts of(
      Control control, EventLog events, Errands errands, Log log, long unsaid, long startMillis)
      throws Exception {
    return new StatusFacts(
        ConfigurationReader.read("pools=report", new Properties(), Map.of()),
        new KillSwitch(null, errands),
        control,
        events,
        log,
        () -> "nobody tells",
        List::of,
        () -> unsaid,
        "hostshift watches this VM",
        startMillis);
  }
}
