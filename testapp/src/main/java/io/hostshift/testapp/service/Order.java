package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A stored order: its JSON document and the CRC-32 that the document had when it was stored, so
 * that damage done to the heap afterwards is found.
 */
final class Order {
  private final long id;
  private final byte[] document;
  private final long checksum;

  private Order(long id, byte[] document) {
    this.id = id;
    this.document = document;
    this.checksum = crc(document);
  }

  /**
   * Reads what a client posted: {@code {"customer": "…", "items": [{"sku": "…", "quantity": 1,
   * "cents": 100}]}}.
   *
   * @throws BadRequestException naming the field that is missing or wrong
   */
  static Order of(long id, JsonNode posted) throws IOException {
    String customer = posted.path("customer").asText("");
    if (customer.isEmpty()) {
      throw new BadRequestException("'customer' is missing");
    }
    JsonNode items = posted.path("items");
    if (!items.isArray() || items.size() == 0) {
      throw new BadRequestException("'items' must be a list that is not empty");
    }
    ObjectNode order = JsonText.object().put("id", id).put("customer", customer);
    ArrayNode kept = order.putArray("items");
    long total = 0;
    for (JsonNode item : items) {
      int quantity = item.path("quantity").asInt(0);
      long cents = item.path("cents").asLong(-1);
      if (quantity < 1 || cents < 0) {
        throw new BadRequestException("an item needs a 'quantity' above 0 and 'cents'");
      }
      total += quantity * cents;
      kept.addObject()
          .put("sku", item.path("sku").asText(""))
          .put("quantity", quantity)
          .put("cents", cents);
    }
    order.put("totalCents", total);
    return new Order(id, JsonText.bytes(order));
  }

  long id() {
    return id;
  }

  /** The document itself, not a copy. */
  byte[] document() {
    return document;
  }

  long checksum() {
    return checksum;
  }

  boolean intact() {
    return crc(document) == checksum;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }
}
