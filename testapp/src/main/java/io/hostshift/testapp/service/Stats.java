package io.hostshift.testapp.service;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * {@code GET /stats}: how much was done, how long it took since somebody asked before, and whether
 * all stored data is still as it was stored.
 */
final class Stats implements Endpoint {
  static final String PATH = "/stats";

  private final OrderStore store;
  private final LiveSet data;
  private final LongSupplier requests;
  private final LoadGenerator load;

  Stats(OrderStore store, LiveSet data, LongSupplier requests, LoadGenerator load) {
    this.store = store;
    this.data = data;
    this.requests = requests;
    this.load = load;
  }

  @Override
  public Reply answer(String method, String path, byte[] body) throws IOException {
    Histogram took = load.tookMicros();
    Audit audit = store.audit();
    data.verifyAll();
    long corrupted = audit.corrupted() + data.corrupted();
    return Reply.of(
        200,
        JsonText.object()
            .put("requests", requests.getAsLong())
            .put("loadErrors", load.errors())
            .put("loadMissed", load.missed())
            .put("loadOrders", took.getTotalCount())
            .put("loadP99Micros", took.getValueAtPercentile(99))
            .put("ordersAccepted", audit.accepted())
            .put("ordersStored", audit.stored())
            .put("expectedChecksum", audit.expectedChecksum())
            .put("actualChecksum", audit.actualChecksum())
            .put("blocksVerified", data.verified())
            .put("corrupted", corrupted)
            .put("intact", audit.intact() && corrupted == 0));
  }
}
