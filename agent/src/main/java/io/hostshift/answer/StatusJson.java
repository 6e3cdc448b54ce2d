package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.config.Key;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Platform;
import io.hostshift.notice.Notice;
import io.hostshift.report.HostJson;
import io.hostshift.report.IsoTime;
import io.hostshift.report.NoticeJson;
import io.hostshift.report.Report;
import io.hostshift.report.SettingJson;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.tune.memory.HeapOutlook;
import io.hostshift.tune.pool.PoolStatus;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.WouldNotice;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the agent stands, for {@code status}: one line of JSON. */
final class StatusJson {
  /** Events shown; {@code migrations} has them all. */
  private static final int LAST = 5;

  private final StatusFacts facts;
  private final StringWriter text = new StringWriter(8192);

  private StatusJson(StatusFacts facts) {
    this.facts = facts;
  }

  static String line(StatusFacts facts) {
    StatusJson status = new StatusJson(facts);
    try (JsonGenerator json = new JsonFactory().createGenerator(status.text)) {
      json.writeStartObject();
      status.about(json);
      status.host(json);
      status.memory(json);
      status.events(json);
      status.notices(json);
      status.pools(json);
      settings("settings", facts.control().settings(), json);
      strings("unreached", facts.control().unreached(), json);
      status.sources(json);
      status.watcher(json);
      status.configuration(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return status.text.toString();
  }

  private void about(JsonGenerator json) throws IOException {
    json.writeStringField("version", facts.version());
    json.writeStringField("java", System.getProperty("java.version"));
    json.writeStringField("startedAt", IsoTime.of(facts.startedAtMillis()));
    json.writeStringField("startLine", facts.startLine());
    json.writeBooleanField("running", facts.control().running());
    json.writeStringField("mode", facts.control().observing() ? "observe" : "retune");
    strings("warnings", facts.warnings(), json);
    String notReady = facts.notReady();
    json.writeBooleanField("ready", notReady.isEmpty());
    json.writeStringField("notReady", notReady);
    json.writeNumberField("linesNotSaid", facts.unsaid());
  }

  private void host(JsonGenerator json) throws IOException {
    HostProfile profile = facts.control().profile();
    Platform platform = facts.control().platform();
    json.writeStringField("hypervisor", platform.hypervisor());
    json.writeStringField("cloud", platform.cloud());
    json.writeStringField("migrationModel", facts.control().migrationModel().name());
    json.writeStringField("migrationModelReason", facts.modelReason());
    json.writeObjectFieldStart("host");
    List<KnownHost> hosts = facts.control().hosts();
    // Of the same profile as all else here: the history may be a moment behind or ahead of it.
    Map<String, String> names = profile.host();
    KnownHost present = hosts.isEmpty() ? null : hosts.get(hosts.size() - 1);
    boolean behind = present != null && !present.identifiers().equals(names) && !names.isEmpty();
    json.writeObjectFieldStart("identifiers");
    List<String> bestFirst = new ArrayList<>(names.keySet());
    bestFirst.sort(SourceCatalog::compare);
    for (String name : bestFirst) {
      json.writeStringField(name, names.get(name));
    }
    json.writeEndObject();
    json.writeStringField("since", IsoTime.of(since(present, behind, profile)));
    json.writeBooleanField("settled", !behind && (present == null || present.settled()));
    json.writeStringField("sure", facts.telling().sureness());
    json.writeNumberField("known", hosts.size());
    json.writeEndObject();
    WouldNotice wouldNotice = facts.telling().wouldNotice();
    json.writeStringField("wouldNotice", wouldNotice.word());
    json.writeBooleanField("wouldNoticeAMove", wouldNotice.eachMove());
    HostJson.identifiers("vmIds", profile.vmIds(), json);
    HostJson.identifiers("hostIds", profile.hostIds(), json);
    HostJson.capacity(profile.capacity(), json);
  }

  private long since(KnownHost present, boolean behind, HostProfile profile) {
    if (behind) {
      return profile.readAtMillis();
    }
    return present == null ? facts.startedAtMillis() : present.firstSeenMillis();
  }

  private void memory(JsonGenerator json) throws IOException {
    HeapOutlook outlook = facts.control().memory();
    json.writeObjectFieldStart("memory");
    json.writeNumberField("availableBytes", outlook.memory());
    json.writeNumberField("limitBytes", outlook.limit());
    json.writeNumberField("heapMaxBytes", outlook.largest());
    MemoryUseJson.write(outlook.use(), json);
    json.writeNumberField("freshHeapMaxBytes", outlook.freshMax());
    json.writeNumberField("freshHeapInitialBytes", outlook.freshInitial());
    json.writeNumberField("freshRegionBytes", outlook.freshRegion());
    json.writeNumberField("collections", outlook.collections());
    json.writeBooleanField("outgrowing", !outlook.warning().isEmpty());
    json.writeStringField("warning", outlook.warning());
    json.writeEndObject();
  }

  private void events(JsonGenerator json) throws IOException {
    json.writeNumberField("eventCount", facts.events().count());
    json.writeArrayFieldStart("lastEvents");
    List<Report> reports = facts.events().reports();
    for (Report report : reports.subList(Math.max(0, reports.size() - LAST), reports.size())) {
      Followers.write(report, json);
    }
    json.writeEndArray();
  }

  private void notices(JsonGenerator json) throws IOException {
    List<Notice> notices = facts.control().notices();
    json.writeNumberField("noticeCount", notices.size());
    json.writeArrayFieldStart("lastNotices");
    for (Notice notice : notices.subList(Math.max(0, notices.size() - LAST), notices.size())) {
      NoticeJson.write(notice, json);
    }
    json.writeEndArray();
  }

  /** How many there are, and how many follow the processors; {@code pools} has them all. */
  private void pools(JsonGenerator json) throws IOException {
    int following = 0;
    List<PoolStatus> pools = facts.control().pools();
    for (PoolStatus pool : pools) {
      following += pool.state() == SettingState.APPLIED ? 1 : 0;
    }
    json.writeObjectFieldStart("pools");
    json.writeStringField("mode", facts.configuration().text(Key.POOLS));
    json.writeNumberField("count", pools.size());
    json.writeNumberField("following", following);
    json.writeEndObject();
  }

  /** Settings as the next field. */
  static void settings(String field, List<Status> settings, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(field);
    for (Status setting : settings) {
      json.writeStartObject();
      SettingJson.fields(setting, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void sources(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sources");
    for (SourceStatus source : facts.control().sources()) {
      json.writeStartObject();
      json.writeStringField("name", source.name());
      json.writeStringField("state", source.state().name());
      json.writeStringField("reason", source.reason());
      json.writeNumberField("readNanos", source.readNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void watcher(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("watcher");
    json.writeNumberField("polls", facts.control().polls());
    json.writeNumberField("intervalMillis", facts.control().intervalMillis());
    json.writeNumberField("lastPollNanos", facts.control().lastPollNanos());
    json.writeNumberField("cpuNanos", facts.control().cpuNanos());
    json.writeEndObject();
  }

  private void configuration(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("configuration");
    for (Key<?> key : Key.values()) {
      json.writeStartObject();
      json.writeStringField("key", key.key);
      json.writeStringField("value", facts.configuration().text(key));
      json.writeStringField("origin", facts.configuration().origin(key));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void strings(String field, List<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
