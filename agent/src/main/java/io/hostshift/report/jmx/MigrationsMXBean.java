package io.hostshift.report.jmx;

import java.util.Map;

/** {@code io.hostshift:type=Migrations}: what happened, and asking again. */
@Description("Migrations, restores, disruptions and resizes that were noticed")
public interface MigrationsMXBean {
  @Description("Events of all verdicts since the agent started")
  @Units("events")
  long getCount();

  @Description("Settled events since the agent started, by verdict; rehearsals are SIMULATED")
  @Units("events")
  Map<String, Long> getCountByVerdict();

  @Description("The latest event, or null")
  EventView getLast();

  @Description("The events kept, the oldest first")
  EventView[] getHistory();

  @Description("What the hypervisor has announced, the oldest first")
  NoticeView[] getNotices();

  @Description("Asks all sources now; returns the number of events so far")
  long poll();

  @Description(
      "Plays a notice and a migration that did not happen (needs simulate=true); returns its sequence")
  long simulate();

  @Description("Forgets the events and earlier hosts kept; the counts go on")
  void clear();

  @Description("Holds the acknowledgement of an announced migration; returns whether one waits")
  boolean hold(
      @Description(name = "seconds", value = "for at most so many seconds") int seconds,
      @Description(name = "why", value = "why, for the log") String why);

  @Description("Ends a hold; returns whether there was one")
  boolean ready();
}
