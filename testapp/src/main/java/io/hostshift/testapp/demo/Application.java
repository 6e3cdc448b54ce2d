package io.hostshift.testapp.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The service under load, asked from outside. */
interface Application {
  /** Processors as {@code Runtime.availableProcessors()} in the service says now. */
  int processors() throws IOException;

  /** Workers that its collector used last, as its log says; 0 if unknown. */
  int collectorWorkers() throws IOException;

  /** What {@code GET /stats} answers. */
  JsonNode stats() throws IOException;
}
