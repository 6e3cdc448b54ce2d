package io.hostshift.testapp.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.testapp.service.JsonClient;
import java.io.IOException;

/** The service in its child JVM: asked over HTTP, its collector read from its log. */
final class RunningService implements Application {
  private final JsonClient client;
  private final GcLog log;

  RunningService(JsonClient client, GcLog log) {
    this.client = client;
    this.log = log;
  }

  @Override
  public int processors() throws IOException {
    return client.get("/processors").path("availableProcessors").asInt();
  }

  @Override
  public int collectorWorkers() throws IOException {
    return log.workers();
  }

  @Override
  public JsonNode stats() throws IOException {
    return client.get("/stats");
  }
}
