package io.hostshift.agent;

import io.hostshift.base.Log;
import io.hostshift.host.HostProfile;
import io.hostshift.report.Bequest;
import io.hostshift.report.EventLog;
import io.hostshift.report.Report;
import io.hostshift.watch.HostHistory;
import java.io.IOException;

/** What an agent that another one follows in this JVM leaves to it: events, hosts, profile. */
final class Inheritance {
  private Inheritance() {}

  /** Leaves all that this one knows. */
  static void leave(EventLog events, HostProfile profile, HostHistory hosts) {
    long now = System.currentTimeMillis();
    OwnClasses.leave(Bequest.of(events, profile, hosts.hosts(now)).text());
  }

  /**
   * What an agent before this one has left; null if there was none.
   *
   * @param events gets those of that time
   */
  static Bequest take(EventLog events, Log log) {
    String text = OwnClasses.takeLeft();
    if (text == null) {
      return null;
    }
    try {
      Bequest bequest = Bequest.parse(text);
      for (Report report : bequest.events()) {
        events.put(report);
      }
      return bequest;
    } catch (IOException | RuntimeException e) {
      log.warn("does not understand the history of the agent before: " + e.getMessage());
      return null;
    }
  }
}
