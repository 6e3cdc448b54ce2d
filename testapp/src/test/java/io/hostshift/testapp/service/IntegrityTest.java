package io.hostshift.testapp.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Damage to the service's data is found. */
final class IntegrityTest {
  @Test
  void shouldFindAnOrderWhoseDocumentWasDamaged() throws Exception {
    OrderStore store = new OrderStore(10);
    Order order = store.add(order());
    assertThat(store.audit().intact()).isTrue();

    order.document()[5] ^= 1;

    assertThat(store.audit().corrupted()).isEqualTo(1);
    assertThat(store.audit().intact()).isFalse();
  }

  @Test
  void shouldAnswer500ForADamagedOrder() throws Exception {
    OrderStore store = new OrderStore(10);
    Order order = store.add(order());
    order.document()[5] ^= 1;

    Reply reply = new Orders(store, new LiveSet(1)).answer("GET", "/orders/1", new byte[0]);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("order 1 is corrupted");
  }

  @Test
  void shouldKeepItsChecksumWhenOldOrdersMakeRoom() throws Exception {
    OrderStore store = new OrderStore(3);
    for (int i = 0; i < 10; i++) {
      store.add(order());
    }

    Audit audit = store.audit();

    assertThat(audit.stored()).isEqualTo(3);
    assertThat(audit.accepted()).isEqualTo(10);
    assertThat(audit.actualChecksum()).isEqualTo(audit.expectedChecksum());
    assertThat(store.get(7)).isNull();
    assertThat(store.get(8)).isNotNull();
  }

  @Test
  void shouldFindASingleDamagedNumberInTheLiveData() {
    LiveSet data = new LiveSet(1);
    data.verifyAll();
    assertThat(data.corrupted()).isZero();

    data.block(3).rows()[7][1]++;
    data.verifyAll();

    assertThat(data.corrupted()).isEqualTo(1);
  }

  @Test
  void shouldVerifyEachBlockThatItReplaces() {
    LiveSet data = new LiveSet(1);

    data.turn(500);

    assertThat(data.verified()).isEqualTo(500);
    assertThat(data.corrupted()).isZero();
  }

  private static ObjectNode order() {
    ObjectNode order = JsonText.object().put("customer", "ada");
    order.putArray("items").addObject().put("quantity", 1).put("cents", 5);
    return order;
  }
}
