package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Clients in threads of this process that post orders, read them back and compare. */
final class LoadGenerator implements AutoCloseable {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final JsonClient client;
  private final int pauseMillis;
  private final Timetable timetable;
  private final Recorder took = new Recorder(SIGNIFICANT_DIGITS);
  private final LongAdder errors = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** Without a timetable: each thread rests for so long after each order. */
  LoadGenerator(JsonClient client, int pauseMillis) {
    this(client, pauseMillis, null);
  }

  /** By a timetable. */
  LoadGenerator(JsonClient client, Timetable timetable) {
    this(client, 0, timetable);
  }

  private LoadGenerator(JsonClient client, int pauseMillis, Timetable timetable) {
    this.client = client;
    this.pauseMillis = pauseMillis;
    this.timetable = timetable;
  }

  void start(int count, boolean daemon) {
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread = new Thread(() -> run(number), "load-" + (number + 1));
      thread.setDaemon(daemon);
      threads.add(thread);
      thread.start();
    }
  }

  /** Requests that failed, or were answered with something else than what had been stored. */
  long errors() {
    return errors.sum();
  }

  /**
   * How long the orders took, there and back, since this was asked before; by a timetable from when
   * they were due.
   */
  Histogram tookMicros() {
    return took.getIntervalHistogram();
  }

  /** Orders that were left out, since the load was stopped or asked for more than it can do. */
  long missed() {
    return timetable == null ? 0 : timetable.missed();
  }

  private void run(int number) {
    try {
      long due = awaitFirst(number);
      while (!ended) {
        try {
          exchange();
          took.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
        } catch (IOException e) {
          if (!ended) {
            errors.increment();
          }
        }
        due = awaitNext(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the first order of a thread is due, and answers when that is. */
  private long awaitFirst(int number) throws InterruptedException {
    long now = System.nanoTime();
    return timetable == null ? now : await(timetable.first(number, now));
  }

  private long awaitNext(long due) throws InterruptedException {
    if (timetable != null) {
      return await(timetable.next(due, System.nanoTime()));
    }
    Thread.sleep(pauseMillis);
    return System.nanoTime();
  }

  private static long await(long due) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    return due;
  }

  /** One order there and back. */
  void exchange() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String customer = "customer-" + random.nextInt(10_000);
    ObjectNode order = JsonText.object().put("customer", customer);
    long total = 0;
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      int quantity = random.nextInt(1, 20);
      int cents = random.nextInt(10_000);
      total += (long) quantity * cents;
      order
          .withArray("items")
          .addObject()
          .put("sku", "sku-" + random.nextInt(1000))
          .put("quantity", quantity)
          .put("cents", cents);
    }
    long id = client.post(Orders.PATH, order).path("id").asLong();
    JsonNode stored = client.get(Orders.PATH + "/" + id);
    if (!stored.path("customer").asText().equals(customer)
        || stored.path("totalCents").asLong() != total) {
      throw new IOException("order " + id + " came back as another one");
    }
  }

  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      thread.interrupt();
    }
  }
}
