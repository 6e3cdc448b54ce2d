package io.hostshift.testapp.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service, over its own port. */
final class ServiceTest {
  private Service service;
  private JsonClient client;

  @BeforeEach
  void start() throws Exception {
    service = new Service(ServiceOptions.parse("heapMb=1", "load=0"));
    service.start(true);
    client = new JsonClient("127.0.0.1", service.port());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void shouldGiveBackTheOrderThatWasPosted() throws Exception {
    long id = client.post("/orders", order("ada", 3, 250)).path("id").asLong();

    JsonNode stored = client.get("/orders/" + id);

    assertThat(stored.path("customer").asText()).isEqualTo("ada");
    assertThat(stored.path("totalCents").asLong()).isEqualTo(750);
  }

  @Test
  void shouldAnswer400ToWhatIsNoJson() throws Exception {
    HttpResponse<String> reply = post("{\"customer\": ");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("not JSON");
  }

  @Test
  void shouldAnswer400NamingTheFieldThatIsMissing() throws Exception {
    assertThat(post("{}").body()).contains("'customer' is missing");
    assertThat(post("{\"customer\":\"a\"}").body()).contains("'items'");
    assertThat(post("[]").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswer400ToABodyThatIsTooLong() throws Exception {
    assertThat(post("{\"customer\":\"" + "a".repeat(70_000) + "\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldAnswer404ToAnOrderThatIsNotThere() {
    assertThatThrownBy(() -> client.get("/orders/99"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
  }

  @Test
  void shouldSizeItsPoolByTheProcessorsAtStart() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();

    JsonNode seen = client.get("/processors");

    assertThat(seen.path("workerPool").asInt()).isEqualTo(processors);
    assertThat(seen.path("availableProcessors").asInt()).isEqualTo(processors);
  }

  @Test
  void shouldCountAndVerifyWhatItStores() throws Exception {
    client.post("/orders", order("ada", 1, 1));
    client.post("/orders", order("bob", 2, 2));

    JsonNode stats = client.get("/stats");

    assertThat(stats.path("ordersStored").asInt()).isEqualTo(2);
    assertThat(stats.path("requests").asLong()).isEqualTo(2);
    assertThat(stats.path("blocksVerified").asLong()).isPositive();
    assertThat(stats.path("intact").asBoolean()).isTrue();
    assertThat(stats.path("actualChecksum")).isEqualTo(stats.path("expectedChecksum"));
  }

  @Test
  void shouldExchangeOrdersAsItsLoadGeneratorDoes() throws Exception {
    LoadGenerator load = new LoadGenerator(client, 0);

    load.exchange();

    assertThat(client.get("/stats").path("ordersAccepted").asLong()).isEqualTo(1);
  }

  @Test
  void shouldSayHowLongTheOrdersOfItsLoadTook() throws Exception {
    try (Service loaded = new Service(ServiceOptions.parse("heapMb=1", "load=2", "rate=200"))) {
      loaded.start(true);
      loaded.startLoad(2, true);
      JsonClient asking = new JsonClient("127.0.0.1", loaded.port());
      long begin = System.nanoTime();
      long orders = 0;
      long longest = 0;
      while (orders < 100) {
        JsonNode stats = asking.get("/stats");
        orders += stats.path("loadOrders").asLong();
        longest = Math.max(longest, stats.path("loadP99Micros").asLong());
      }

      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(longest).isPositive();
      assertThat(orders / seconds).as("a second").isLessThan(210);
    }
  }

  private static ObjectNode order(String customer, int quantity, int cents) {
    ObjectNode order = JsonText.object().put("customer", customer);
    order.putArray("items").addObject().put("quantity", quantity).put("cents", cents);
    return order;
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/orders"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
