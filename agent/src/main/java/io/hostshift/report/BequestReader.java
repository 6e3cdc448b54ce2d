package io.hostshift.report;

import static io.hostshift.base.JsonAnswer.list;
import static io.hostshift.base.JsonAnswer.object;
import static io.hostshift.base.JsonAnswer.text;

import io.hostshift.base.JsonAnswer;
import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.MigrationModel;
import io.hostshift.host.Scope;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.setting.Seen;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Unit;
import io.hostshift.watch.Event;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.ProfileFile;
import io.hostshift.watch.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what another agent has left; numbers come as they are written. */
final class BequestReader {
  private BequestReader() {}

  static Bequest read(String text) throws IOException {
    try {
      Map<String, Object> whole = object(JsonAnswer.parse(text.getBytes(StandardCharsets.UTF_8)));
      List<Report> events = new ArrayList<>();
      for (Object each : list(whole.get("events"))) {
        events.add(report(object(each)));
      }
      List<KnownHost> hosts = new ArrayList<>();
      for (Object each : list(whole.get("hosts"))) {
        hosts.add(host(object(each)));
      }
      return new Bequest(events, new ProfileFile.Kept(profile(whole.get("profile")), hosts));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Report report(Map<String, Object> told) throws IOException {
    Map<String, Object> event = object(told.get(Bequest.EVENT));
    List<Change> changes = new ArrayList<>();
    for (Object each : list(event.get("changes"))) {
      Map<String, Object> change = object(each);
      String scope = text(change, "scope");
      changes.add(
          new Change(
              text(change, "name"),
              scope.isEmpty() ? null : Scope.valueOf(scope),
              text(change, "from"),
              text(change, "to")));
    }
    Event known =
        Event.known(
            Long.parseLong(text(event, "sequence")),
            Verdict.valueOf(text(event, "verdict")),
            millis(event, "detectedAt"),
            millis(event, "settledAt"),
            MigrationModel.valueOf(text(event, "model")),
            changes,
            profile(told.get(Bequest.FROM)),
            profile(told.get(Bequest.TO)),
            Boolean.parseBoolean(text(event, "simulated")),
            text(event, "notice"));
    return new Report(known, outcomes(event), JsonAnswer.texts(event, "lostFeatures"));
  }

  private static List<Outcome> outcomes(Map<String, Object> event) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Object each : list(event.get("settings"))) {
      Map<String, Object> setting = object(each);
      Long seen = number(setting, "seen");
      Status status =
          Status.known(
              SettingType.other(text(setting, "name"), Unit.named(text(setting, "unit"))),
              number(setting, "atStart"),
              number(setting, "current"),
              number(setting, "now"),
              number(setting, "target"),
              number(setting, "floor"),
              number(setting, "ceiling"),
              text(setting, "lever"),
              SettingState.valueOf(text(setting, "state")),
              text(setting, "reason"),
              seen == null ? Seen.not(text(setting, "unseen")) : Seen.of(seen));
      Long before = number(setting, "before");
      // An agent of an earlier version knew of one number only.
      Long now = setting.containsKey("nowBefore") ? number(setting, "nowBefore") : before;
      outcomes.add(Outcome.known(before, now, status));
    }
    return outcomes;
  }

  private static Long number(Map<String, Object> object, String name) {
    String text = text(object, name);
    return text.isEmpty() ? null : Long.valueOf(text);
  }

  private static long millis(Map<String, Object> object, String name) {
    String text = text(object, name);
    return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
  }

  private static KnownHost host(Map<String, Object> host) throws IOException {
    Map<String, String> identifiers = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : object(host.get("identifiers")).entrySet()) {
      identifiers.put(each.getKey(), String.valueOf(each.getValue()));
    }
    return new KnownHost(
        identifiers, Long.parseLong(text(host, "first")), Long.parseLong(text(host, "last")));
  }

  private static HostProfile profile(Object told) throws IOException {
    List<Identifier> identifiers = new ArrayList<>();
    for (Object each : list(told)) {
      Map<String, Object> identifier = object(each);
      identifiers.add(
          new Identifier(
              text(identifier, "name"),
              text(identifier, "value"),
              Scope.valueOf(text(identifier, "scope"))));
    }
    return HostProfile.EMPTY.with(identifiers, null, 0);
  }
}
