package io.hostshift.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.agent.Probe;
import io.hostshift.report.HostJson;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.watch.WouldNotice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/** What a probe found, for programs. */
final class ProbeJson {
  private ProbeJson() {}

  static void print(Probe probe, PrintWriter out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("hypervisor", probe.platform().hypervisor());
      json.writeStringField("cloud", probe.platform().cloud());
      json.writeStringField("outerHypervisor", probe.platform().outer());
      json.writeStringField("container", probe.platform().container());
      json.writeStringField("migrationModel", probe.model().model().name());
      json.writeStringField("migrationModelReason", probe.model().reason());
      json.writeStringField("clock", probe.clock());
      WouldNotice wouldNotice = probe.telling().wouldNotice();
      json.writeStringField("wouldNotice", wouldNotice.word());
      json.writeBooleanField("wouldNoticeAMove", wouldNotice.eachMove());
      json.writeStringField("wouldNoticeReason", probe.telling().sureness());
      help(probe, json);
      HostJson.identifiers("vmIds", probe.profile().vmIds(), json);
      HostJson.identifiers("hostIds", probe.profile().hostIds(), json);
      HostJson.capacity(probe.profile().capacity(), json);
      sources(probe, json);
      json.writeArrayFieldStart("problems");
      for (String problem : probe.problems()) {
        json.writeString(problem);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /** Where each move shows, and its target too, there is nothing left to do. */
  private static void help(Probe probe, JsonGenerator json) throws IOException {
    json.writeStringField("helpInVm", empty(probe.helpInVm()));
    json.writeStringField("helpOnHost", empty(probe.helpOnHost()));
  }

  private static String empty(String text) {
    return text == null ? "" : text;
  }

  private static void sources(Probe probe, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Map.Entry<String, Reading> source : probe.readings().entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", source.getKey());
      json.writeStringField("state", source.getValue().state().name());
      json.writeStringField("reason", source.getValue().reason());
      Remedy remedy = source.getValue().remedy(probe.platform());
      json.writeStringField("remedy", remedy == null ? "" : remedy.step(probe.platform()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
