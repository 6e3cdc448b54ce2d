package io.hostshift.tune;

import io.hostshift.tune.collector.G1Markers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.guard.Finding;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the collector's threads back to where they were before the last move of the settings. Only
 * these, since they are what makes a collection slower or faster at once.
 */
final class Undo {
  private final List<Setting> settings;
  private final Statuses statuses;
  private final Doubts doubts;
  private Target to;
  private Target from;
  private boolean undone;

  /**
   * @param settings all of this JVM
   * @param statuses learns how they stand
   * @param doubts learns which ones to leave
   */
  Undo(List<Setting> settings, Statuses statuses, Doubts doubts) {
    this.settings = settings;
    this.statuses = statuses;
    this.doubts = doubts;
  }

  /** A retuning for as many processors as before is no other move. */
  void aimAt(Target target) {
    doubts.aimAt(target.processors());
    if (to == null || to.processors() != target.processors()) {
      from = undone ? from : to;
      to = target;
      undone = false;
    }
  }

  /** All is as it was at the start. */
  void forget() {
    to = null;
    from = null;
    undone = false;
  }

  /** What was put back may be moved again. */
  void forgive() {
    undone = false;
    doubts.forgive();
  }

  static boolean isThreads(SettingType type) {
    return type == ParallelWorkers.TYPE || type == G1Markers.TYPE;
  }

  /**
   * Does what was found about the last move.
   *
   * @param last what is aimed at
   * @param move moves one again, and says how it stands then
   * @return what has become of each of them; empty if there is nothing to do it to
   */
  List<Outcome> settle(Finding finding, Target last, Move move) {
    boolean again = finding.upshot() == Finding.Upshot.AGAIN;
    if (again) {
      forgive();
    } else if (finding.upshot() == Finding.Upshot.LEAVE) {
      doubts.harms(finding.text());
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Setting setting : settings) {
      Status plan = isThreads(setting.type()) ? plan(setting, last) : null;
      if (plan != null && (again || concerns(finding, plan))) {
        Status now = again ? move.to(setting, last, plan) : putBack(setting, plan, finding, last);
        statuses.put(now);
        outcomes.add(Outcome.of(plan, now));
      }
    }
    return outcomes;
  }

  /** Null where it cannot tell how it stands: that is none to touch. */
  private Status plan(Setting setting, Target last) {
    try {
      return doubts.on(setting.plan(last));
    } catch (RuntimeException | LinkageError e) {
      return null;
    }
  }

  /** What is left for another reason was not moved; and only what was put back can stay so. */
  private static boolean concerns(Finding finding, Status plan) {
    return finding.upshot() == Finding.Upshot.COMPARE
        ? plan.state() != SettingState.LEFT
        : plan.reason().equals(finding.text());
  }

  private Status putBack(Setting setting, Status plan, Finding finding, Target last) {
    if (finding.upshot() == Finding.Upshot.LEAVE) {
      return plan;
    }
    try {
      if (from == null) {
        setting.restore();
      } else {
        setting.move(from);
      }
      undone = true;
      doubts.harms(setting.name(), finding.text(), last.processors());
      return doubts.on(setting.plan(last));
    } catch (IOException | RuntimeException | LinkageError e) {
      return plan.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Moves a setting. */
  interface Move {
    /** How it stands then. */
    Status to(Setting setting, Target target, Status plan);
  }
}
