package io.hostshift.report;

import io.hostshift.base.OneLine;
import io.hostshift.host.Change;
import io.hostshift.host.Scope;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An event in one line for people, in which a long value of an identifier is cut. */
public final class Sentence {
  /** What a value is cut to, in characters. */
  public static final int MOST_VALUE = 200;

  private Sentence() {}

  /** Such as {@code moved from host-a to host-b; processors 16 to 8, gc.parallel 13 to 8}. */
  public static String of(Report report) {
    Event event = report.event();
    String simulated = event.simulated() ? "simulated: " : "";
    String announced = event.notice().isEmpty() || event.simulated() ? "" : ", as was announced";
    return simulated + what(event) + announced + "; " + settings(report.outcomes());
  }

  private static String what(Event event) {
    switch (event.verdict()) {
      case MIGRATED:
        return event.verdict().words() + fromTo(event);
      case DISRUPTED:
        return disrupted(event) + " (which of them cannot be told)" + because(event);
      default:
        return event.verdict().words() + because(event);
    }
  }

  private static String disrupted(Event event) {
    for (Change change : event.changes()) {
      if (change.scope() == Scope.EPOCH && SourceCatalog.of(change.name()).sameAfterPause()) {
        return "moved or restored";
      }
    }
    return event.verdict().words();
  }

  private static String fromTo(Event event) {
    Change named = telling(event);
    return named == null
        ? " to a host that cannot be told apart" + because(event)
        : " from "
            + shown(named.from())
            + " to "
            + shown(named.to())
            + " ("
            + shown(named.name())
            + more(event.changes().size() - 1)
            + ")";
  }

  private static String more(int others) {
    return others == 0 ? "" : " and " + others + " more";
  }

  /**
   * The one that names the host best: the host itself before its kind, and of these by what each
   * identifier says.
   */
  private static Change telling(Event event) {
    Change best = null;
    for (Change change : event.changes()) {
      boolean names = change.scope() == Scope.INSTANCE || change.scope() == Scope.MODEL;
      if (names && (best == null || better(change, best))) {
        best = change;
      }
    }
    return best;
  }

  private static boolean better(Change change, Change than) {
    return change.scope() == than.scope()
        ? SourceCatalog.compare(change.name(), than.name()) < 0
        : change.scope() == Scope.INSTANCE;
  }

  private static String because(Event event) {
    List<String> parts = new ArrayList<>();
    for (Change change : event.changes()) {
      parts.add(change(change));
    }
    return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
  }

  /** Such as {@code kvp.PhysicalHostName host-a to host-b}. */
  public static String change(Change change) {
    return shown(change.name()) + " " + shown(change.from()) + " to " + shown(change.to());
  }

  private static String shown(String value) {
    return OneLine.cut(value, MOST_VALUE);
  }

  /**
   * Such as {@code processors 16 to 2, gc.parallel 13 to 6; gc.parallel stays 6 of 2: 3 threads are
   * no daemons}.
   */
  public static String settings(List<Outcome> outcomes) {
    List<String> parts = new ArrayList<>();
    boolean observed = false;
    for (Outcome outcome : outcomes) {
      Status status = outcome.status();
      boolean only = status.state() == SettingState.OBSERVED;
      if (outcome.changed()) {
        parts.add(before(outcome) + " to " + status.unit().text(status.now()));
      } else if (status.state() == SettingState.FAILED) {
        parts.add(status.name() + " failed: " + status.reason());
      } else if (only && !Objects.equals(outcome.nowBefore(), status.target())) {
        parts.add(before(outcome) + " would be " + status.unit().text(status.target()));
      }
      observed |= only;
    }
    String none = observed ? "no setting would change" : "no setting changed";
    return (parts.isEmpty() ? none : String.join(", ", parts)) + stayed(outcomes);
  }

  /** What could not get to where it should be, by why: a reason counts up to its semicolon. */
  private static String stayed(List<Outcome> outcomes) {
    Map<String, String> byReason = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Status status = outcome.status();
      boolean stuck =
          status.state() == SettingState.FLOOR || status.state() == SettingState.CEILING;
      if (stuck && !Objects.equals(status.current(), status.target())) {
        String number =
            status.unit().text(status.current()) + " of " + status.unit().text(status.target());
        String why = status.reason().split(";", 2)[0];
        String others = byReason.get(why);
        byReason.put(
            why,
            others == null
                ? status.name() + " stays " + number
                : others + ", " + status.name() + " " + number);
      }
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> stayed : byReason.entrySet()) {
      text.append("; ").append(stayed.getValue()).append(": ").append(stayed.getKey());
    }
    return text.toString();
  }

  private static String before(Outcome outcome) {
    Status status = outcome.status();
    return status.name() + " " + status.unit().text(outcome.nowBefore());
  }
}
