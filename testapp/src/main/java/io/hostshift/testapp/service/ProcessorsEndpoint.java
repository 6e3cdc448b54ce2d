package io.hostshift.testapp.service;

import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/** {@code GET /processors}: the machine as this application sees it now, and its pools. */
final class ProcessorsEndpoint implements Endpoint {
  static final String PATH = "/processors";

  private final WorkerPool workers;

  ProcessorsEndpoint(WorkerPool workers) {
    this.workers = workers;
  }

  @Override
  public Reply answer(String method, String path, byte[] body) throws IOException {
    return Reply.of(
        200,
        JsonText.object()
            .put("availableProcessors", Runtime.getRuntime().availableProcessors())
            .put("workerPool", workers.size())
            .put("commonPool", ForkJoinPool.commonPool().getParallelism()));
  }
}
