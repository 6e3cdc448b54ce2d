package io.hostshift.answer;

import io.hostshift.base.Log;
import io.hostshift.config.Configuration;
import io.hostshift.notice.Notice;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.source.ReadState;
import io.hostshift.tune.KillSwitch;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.Telling;
import io.hostshift.watch.WouldNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the running agent can say of itself; to be asked on any thread. */
public final class StatusFacts {
  private final Configuration configuration;
  private final KillSwitch killSwitch;
  private final Control control;
  private final EventLog events;
  private final Log log;
  private final Supplier<String> modelReason;
  private final Supplier<List<String>> hanging;
  private final LongSupplier unsaid;
  private final String startLine;
  private final long startedAtMillis;

  /**
   * @param modelReason why the migration model is what it is
   * @param hanging listeners that do not return and places that take nothing, a sentence each
   * @param unsaid how many lines of the log were dropped
   * @param startLine what the agent said when it had started
   */
  public StatusFacts(
      Configuration configuration,
      KillSwitch killSwitch,
      Control control,
      EventLog events,
      Log log,
      Supplier<String> modelReason,
      Supplier<List<String>> hanging,
      LongSupplier unsaid,
      String startLine,
      long startedAtMillis) {
    this.configuration = configuration;
    this.killSwitch = killSwitch;
    this.control = control;
    this.events = events;
    this.log = log;
    this.modelReason = modelReason;
    this.hanging = hanging;
    this.unsaid = unsaid;
    this.startLine = startLine;
    this.startedAtMillis = startedAtMillis;
  }

  /** What somebody should look at, a sentence each; empty if all is well. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!control.running()) {
      warnings.add("the agent's thread has ended: nothing is watched; detach it and attach again");
    }
    if (telling().wouldNotice() == WouldNotice.NO && telling().stays().isEmpty()) {
      warnings.add(
          "a move of this VM would not be noticed: nothing that can be read here changes with the"
              + " host; java -jar hostshift.jar probe says what would");
    }
    if (killSwitch.hangs()) {
      warnings.add("the kill switch counts as on: nothing is changed until it can be looked at");
    } else if (killSwitch.on()) {
      warnings.add("the kill switch is on: nothing is changed while " + killSwitch + " exists");
    }
    if (!control.doubt().isEmpty()) {
      warnings.add(control.doubt());
    }
    if (killSwitch.fault() != null) {
      warnings.add(killSwitch.fault());
    }
    for (Status setting : control.settings()) {
      if (setting.state() == io.hostshift.tune.setting.SettingState.FAILED) {
        warnings.add(setting.name() + " could not be changed: " + setting.reason());
      }
    }
    for (SourceStatus source : control.sources()) {
      if (source.state() == ReadState.FAILED) {
        warnings.add("the source " + source.name() + " fails: " + source.reason());
      }
    }
    String outgrowth = control.memory().warning();
    if (!outgrowth.isEmpty()) {
      warnings.add(outgrowth);
    }
    warnings.addAll(hanging.get());
    warnings.addAll(log.complaints());
    return warnings;
  }

  /**
   * What was announced and is not over yet, for whoever wants no work sent here meanwhile; empty if
   * nothing is. One whose time has passed without a word counts no longer.
   */
  String notReady() {
    for (Notice notice : control.notices()) {
      boolean passed =
          !notice.simulated() && System.currentTimeMillis() >= notice.expectUntilMillis();
      if (!notice.phase().over() && !passed) {
        return notice.channel() + " has announced: " + notice.text();
      }
    }
    return "";
  }

  Telling telling() {
    return Telling.of(control.profile(), control.platform());
  }

  long unsaid() {
    return unsaid.getAsLong();
  }

  Configuration configuration() {
    return configuration;
  }

  Control control() {
    return control;
  }

  EventLog events() {
    return events;
  }

  String modelReason() {
    return modelReason.get();
  }

  String startLine() {
    return startLine;
  }

  long startedAtMillis() {
    return startedAtMillis;
  }

  /** Of the running agent; {@code boot} has put it there. */
  String version() {
    return System.getProperty("hostshift.version", "");
  }
}
