package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.memory.MemoryUse;
import java.io.IOException;

/** What this JVM takes of the memory, as fields of the object that is being written. */
final class MemoryUseJson {
  private MemoryUseJson() {}

  static void write(MemoryUse use, JsonGenerator json) throws IOException {
    json.writeNumberField("heapCommittedBytes", use.heapCommitted());
    json.writeNumberField("heapUsedBytes", use.heapUsed());
    json.writeNumberField("nonHeapBytes", use.nonHeap());
    json.writeNumberField("residentBytes", use.resident());
  }
}
