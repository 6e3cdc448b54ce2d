package io.hostshift.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.ProfileFile;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What an agent leaves to the one that takes its place in the same JVM, perhaps of another version:
 * its events, the hosts that it knows, and what it has read last, counters included, since nothing
 * can have been restored in between. As JSON, which classes of two versions understand.
 */
public final class Bequest {
  static final String EVENT = "event";
  static final String FROM = "fromProfile";
  static final String TO = "toProfile";

  private final List<Report> events;
  private final ProfileFile.Kept kept;

  Bequest(List<Report> events, ProfileFile.Kept kept) {
    this.events = events;
    this.kept = kept;
  }

  public static Bequest of(EventLog log, HostProfile profile, List<KnownHost> hosts) {
    return new Bequest(log.reports(), new ProfileFile.Kept(profile, hosts));
  }

  /**
   * @param text as {@link #text} has made it
   * @throws IOException if it is something else
   */
  public static Bequest parse(String text) throws IOException {
    return BequestReader.read(text);
  }

  /** The oldest first. */
  public List<Report> events() {
    return Collections.unmodifiableList(events);
  }

  /** The profile and the hosts. */
  public ProfileFile.Kept kept() {
    return kept;
  }

  /** All of it, in one line. */
  public String text() {
    StringWriter text = new StringWriter(8192);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("events");
      for (Report report : events) {
        json.writeStartObject();
        json.writeFieldName(EVENT);
        EventJson.write(report, json);
        profile(FROM, report.event().from(), json);
        profile(TO, report.event().to(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      profile("profile", kept.profile(), json);
      hosts(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void profile(String field, HostProfile profile, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Identifier identifier : profile.identifiers()) {
      json.writeStartObject();
      json.writeStringField("name", identifier.name());
      json.writeStringField("value", identifier.value());
      json.writeStringField("scope", identifier.scope().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void hosts(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("hosts");
    for (KnownHost host : kept.hosts()) {
      json.writeStartObject();
      json.writeNumberField("first", host.firstSeenMillis());
      json.writeNumberField("last", host.lastSeenMillis());
      json.writeObjectFieldStart("identifiers");
      for (Map.Entry<String, String> identifier : host.identifiers().entrySet()) {
        json.writeStringField(identifier.getKey(), identifier.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
