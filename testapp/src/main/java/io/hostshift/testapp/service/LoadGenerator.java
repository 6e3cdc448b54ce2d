package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Clients in threads of this process that post orders, read them back and compare. */
final class LoadGenerator implements AutoCloseable {
  private final JsonClient client;
  private final int pauseMillis;
  private final LongAdder errors = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  LoadGenerator(JsonClient client, int pauseMillis) {
    this.client = client;
    this.pauseMillis = pauseMillis;
  }

  void start(int count, boolean daemon) {
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(this::run, "load-" + i);
      thread.setDaemon(daemon);
      threads.add(thread);
      thread.start();
    }
  }

  /** Requests that failed, or were answered with something else than what had been stored. */
  long errors() {
    return errors.sum();
  }

  private void run() {
    try {
      while (!ended) {
        try {
          exchange();
        } catch (IOException e) {
          if (!ended) {
            errors.increment();
          }
        }
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
