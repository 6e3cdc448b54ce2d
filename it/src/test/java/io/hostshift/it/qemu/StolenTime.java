package io.hostshift.it.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Lapse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the guest's processors could have run and had to wait for one of this machine: the
 * second number of /proc/TID/schedstat, of each of QEMU's processor threads, read every 20 ms.
 * Where this machine runs nothing else it stays near zero; the guest itself cannot see it.
 */
final class StolenTime implements AutoCloseable {
  private static final int PERIOD_MILLIS = 20;

  private final TreeMap<Instant, List<Long>> samples = new TreeMap<>();
  private final List<Path> files = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "stolen-time");
  private volatile boolean closed;

  private StolenTime(Qmp qmp) {
    for (JsonNode processor : qmp.execute("query-cpus-fast")) {
      files.add(Path.of("/proc", processor.path("thread-id").asText(), "schedstat"));
    }
    thread.setDaemon(true);
    thread.start();
  }

  static StolenTime of(Qmp qmp) {
    return new StolenTime(qmp);
  }

  /** That of the processor which waited longest between two moments of the host's clock. */
  synchronized Duration between(Instant from, Instant to) {
    Map.Entry<Instant, List<Long>> first = samples.floorEntry(from);
    Map.Entry<Instant, List<Long>> last = samples.floorEntry(to);
    if (first == null || last == null) {
      throw new IllegalStateException("Not sampled from " + from + " to " + to);
    }
    long most = 0;
    for (int i = 0; i < files.size(); i++) {
      most = Math.max(most, last.getValue().get(i) - first.getValue().get(i));
    }
    return Duration.ofNanos(most);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void run() {
    try {
      while (!closed) {
        List<Long> waited = new ArrayList<>();
        Instant now = Instant.now();
        for (Path file : files) {
          waited.add(Long.parseLong(Files.readString(file).split(" ")[1]));
        }
        add(now, waited);
        Lapse.ofMillis(PERIOD_MILLIS, "the rate of the samples");
      }
    } catch (IOException e) {
      // QEMU has ended: there is nothing more to be known of its threads.
      closed = true;
    }
  }

  private synchronized void add(Instant now, List<Long> waited) {
    samples.put(now, waited);
  }
}
