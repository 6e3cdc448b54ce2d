package io.hostshift.agent;

import io.hostshift.answer.Followers;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.base.Scribe;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.report.Control;
import io.hostshift.report.EventCommand;
import io.hostshift.report.EventLog;
import io.hostshift.report.Journal;
import io.hostshift.report.LogLines;
import io.hostshift.report.Reporter;
import io.hostshift.report.jfr.FlightWatch;
import io.hostshift.report.jmx.MBeanMoment;
import io.hostshift.report.jmx.MBeans;
import io.hostshift.report.jmx.Registration;
import io.hostshift.watch.HostHistory;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** All that tell of events and notices: command line, log, journal, JFR, command and MBeans. */
final class Outlets {
  private final Followers followers = new Followers();
  private final EventLog events;
  private final Reporter reporter;
  private final LogLines lines;
  private final FlightWatch flight;
  private final EventCommand onEvent;
  private final Registration registration;
  private final Journal journal;
  private NoticeBoard board;

  /**
   * @param onEvent null for none
   */
  Outlets(
      Configuration configuration,
      Instrumentation instrumentation,
      EventLog events,
      HostHistory hosts,
      EventCommand onEvent,
      NanoClock clock,
      Log log) {
    this.events = events;
    this.onEvent = onEvent;
    this.lines = new LogLines(log);
    this.flight = new FlightWatch(instrumentation, log, clock);
    this.registration =
        new Registration(new MBeanMoment(instrumentation, clock.nanos()), this::registered, log);
    reporter = new Reporter(events, hosts);
    reporter.tell(followers);
    reporter.tell(lines);
    journal =
        configuration.isSet(Key.JOURNAL)
            ? new Journal(
                configuration.get(Key.JOURNAL).toPath(), configuration.get(Key.JOURNAL_MAX), log)
            : null;
    if (journal != null) {
      reporter.tell(journal);
    }
    reporter.tell(flight);
    if (onEvent != null) {
      reporter.tell(onEvent);
      onEvent.start();
    }
  }

  Reporter reporter() {
    return reporter;
  }

  Followers followers() {
    return followers;
  }

  /** Has them told of notices as well. */
  void hear(NoticeBoard notices) {
    board = notices;
    board.add(lines);
    board.add(flight);
  }

  private void registered(MBeans mbeans) {
    reporter.tell(mbeans);
    board.add(mbeans);
  }

  /** Before a poll. */
  void polling(Watching watching) {
    if (registration.done()) {
      flight.polling(watching.suspects());
    }
  }

  /**
   * After a poll.
   *
   * @param control for the MBeans, once their moment has come
   * @return the nanoseconds after which the next is due at the latest
   */
  long polled(NanoClock clock, Control control) {
    followers.lookAgain();
    return registration.take(clock.nanos(), control, events);
  }

  /** The JMX listeners that do not return, a sentence each; from any thread. */
  List<String> hanging() {
    return registration.hanging();
  }

  /** Those who write for people and programs, each to a place that may hang. */
  List<Scribe> scribes() {
    List<Scribe> scribes = new ArrayList<>();
    if (journal != null) {
      scribes.add(journal.scribe());
    }
    scribes.add(followers.scribe());
    return scribes;
  }

  /** Takes out what is registered and ends what runs. */
  void stop() {
    registration.undo();
    flight.stop();
    if (onEvent != null) {
      onEvent.stop();
    }
    followers.end();
  }
}
