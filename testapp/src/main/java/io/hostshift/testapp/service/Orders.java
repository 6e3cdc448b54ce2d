package io.hostshift.testapp.service;

import java.io.IOException;

/** {@code POST /orders} stores an order, {@code GET /orders/ID} gives it back. */
final class Orders implements Endpoint {
  static final String PATH = "/orders";
  private static final int BLOCKS_PER_ORDER = 96;

  private final OrderStore store;
  private final LiveSet data;

  Orders(OrderStore store, LiveSet data) {
    this.store = store;
    this.data = data;
  }

  @Override
  public Reply answer(String method, String path, byte[] body) throws IOException {
    boolean all = path.equals(PATH);
    if (!all && !path.startsWith(PATH + "/")) {
      return Reply.error(404, "nothing at " + path);
    }
    if (all && method.equals("POST")) {
      Order order = store.add(JsonText.read(body));
      data.turn(BLOCKS_PER_ORDER);
      return Reply.of(
          201, JsonText.object().put("id", order.id()).put("checksum", order.checksum()));
    }
    if (!all && method.equals("GET")) {
      return stored(path.substring(PATH.length() + 1));
    }
    return Reply.error(405, "POST " + PATH + " or GET " + PATH + "/ID");
  }

  private Reply stored(String id) throws IOException {
    Order order;
    try {
      order = store.get(Long.parseLong(id));
    } catch (NumberFormatException e) {
      throw new BadRequestException("'" + id + "' is not the number of an order");
    }
    if (order == null) {
      return Reply.error(404, "no order " + id);
    }
    if (!order.intact()) {
      return Reply.error(500, "order " + id + " is corrupted");
    }
    return Reply.document(order.document());
  }
}
