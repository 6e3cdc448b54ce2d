package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest orders, at most {@code capacity} of them; the oldest makes room. */
final class OrderStore {
  private final int capacity;
  private final Map<Long, Order> orders = new LinkedHashMap<>();
  private long lastId;
  private long expected;

  OrderStore(int capacity) {
    this.capacity = capacity;
  }

  synchronized Order add(JsonNode posted) throws IOException {
    Order order = Order.of(lastId + 1, posted);
    lastId = order.id();
    orders.put(order.id(), order);
    expected ^= order.checksum();
    if (orders.size() > capacity) {
      Iterator<Order> oldest = orders.values().iterator();
      expected ^= oldest.next().checksum();
      oldest.remove();
    }
    return order;
  }

  /** Null if there is none, or no longer. */
  synchronized Order get(long id) {
    return orders.get(id);
  }

  /** Reads every stored order again and compares it with what was stored. */
  synchronized Audit audit() {
    long actual = 0;
    int corrupted = 0;
    for (Order order : orders.values()) {
      actual ^= order.checksum();
      if (!order.intact()) {
        corrupted++;
      }
    }
    return new Audit(lastId, orders.size(), corrupted, expected, actual);
  }
}
