package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that know nothing of the agent read every attribute, call and hear. */
@Tag("long")
class JmxClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final List<String> BEANS = List.of("Host", "Migrations", "Tuning", "Watcher");

  @TempDir Path folder;

  private ForkedJvm start(MovableVm vm, String... options) {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .options(options)
            .agent(vm.arguments() + ",simulate=true")
            .main(vm.program(), vm.file().toString())
            .start();
    jvm.err().await("hostshift watches this VM", LIMIT);
    return jvm;
  }

  /** Of each of our MBeans, as the platform's own client lists them. */
  private static Map<String, List<String>> attributes(ForkedJvm jvm) throws Exception {
    Map<String, List<String>> names = new TreeMap<>();
    MBeanServerConnection server = jvm.jmx();
    for (String bean : BEANS) {
      names.put(
          bean,
          List.of(server.getMBeanInfo(new ObjectName("io.hostshift:type=" + bean)).getAttributes())
              .stream()
              .map(MBeanAttributeInfo::getName)
              .toList());
    }
    return names;
  }

  @Test
  void shouldBeReadCalledAndHeardThroughJmxterm() throws Exception {
    int port = FreePort.any();
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm =
        start(
            vm,
            "-Dcom.sun.management.jmxremote.port=" + port,
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false")) {
      new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      Map<String, List<String>> attributes = attributes(jvm);
      Process term =
          new ProcessBuilder(
                  Jdk.running().java().toString(),
                  "-jar",
                  Tools.jar("jmxterm").toString(),
                  "-n",
                  "-l",
                  "127.0.0.1:" + port)
              .redirectErrorStream(true)
              .start();
      Lines lines = Lines.of(term.getInputStream());
      PrintStream in = new PrintStream(term.getOutputStream(), true, StandardCharsets.UTF_8);
      try {
        for (String bean : BEANS) {
          in.println("bean io.hostshift:type=" + bean);
          in.println("get *");
          for (String attribute : attributes.get(bean)) {
            lines.await(attribute + " = ", line -> line.startsWith(attribute + " = "), LIMIT);
          }
        }
        in.println("bean io.hostshift:type=Migrations");
        in.println("info -o poll");
        lines.await("Asks all sources now; returns the number of events so far", LIMIT);
        in.println("subscribe");
        lines.await("Subscribed", LIMIT);
        in.println("run poll");
        lines.await("0", line -> line.trim().equals("0"), LIMIT);
        vm.move("host-b");
        lines.await("type=io.hostshift.migration", LIMIT);
      } finally {
        term.destroy();
      }
      assertThat(lines.toString()).doesNotContain("#RuntimeMBeanException", "NotSerializable");
    }
  }

  @Test
  void shouldBeReadCalledAndHeardThroughJolokia() throws Exception {
    int port = FreePort.any();
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm =
        start(
            vm, "-javaagent:" + Tools.jar("jolokia-agent-jvm") + "=host=127.0.0.1,port=" + port)) {
      new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      Map<String, List<String>> attributes = attributes(jvm);
      Jolokia jolokia = new Jolokia(port);
      for (String bean : BEANS) {
        JsonNode value = jolokia.ask("read", bean).path("value");
        assertThat((Iterable<String>) value::fieldNames).as(bean).containsAll(attributes.get(bean));
      }
      JsonNode capacity = jolokia.ask("read", "Host").path("value").path("Capacity");
      assertThat(capacity.path("processors").asInt()).isPositive();

      JsonNode client = jolokia.notification(Map.of("command", "register")).path("value");
      JsonNode handle =
          jolokia
              .notification(
                  Map.of(
                      "command", "add",
                      "mode", "pull",
                      "client", client.path("id").asText(),
                      "mbean", "io.hostshift:type=Migrations"))
              .path("value");
      assertThat(jolokia.exec("io.hostshift:type=Migrations", "poll").path("value").asLong())
          .isZero();
      vm.move("host-b");
      new AgentView(jvm.jmx()).awaitSettled(1, LIMIT);
      JsonNode pulled =
          jolokia.exec(
              client.path("backend").path("pull").path("store").asText(),
              "pull",
              client.path("id").asText(),
              handle.asText());
      assertThat(pulled.toString())
          .contains("io.hostshift.migration", "io.hostshift.settled", "host-b");
    }
  }

  /** Questions by HTTP. */
  private record Jolokia(int port) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    JsonNode ask(String type, String bean) throws IOException, InterruptedException {
      return post(
          JSON.createObjectNode().put("type", type).put("mbean", "io.hostshift:type=" + bean));
    }

    JsonNode exec(String bean, String operation, String... arguments)
        throws IOException, InterruptedException {
      ObjectNode request =
          JSON.createObjectNode()
              .put("type", "exec")
              .put("mbean", bean)
              .put("operation", operation);
      for (String argument : arguments) {
        request.withArray("arguments").add(argument);
      }
      return post(request);
    }

    JsonNode notification(Map<String, String> fields) throws IOException, InterruptedException {
      ObjectNode request = JSON.createObjectNode().put("type", "notification");
      fields.forEach(request::put);
      return post(request);
    }

    private JsonNode post(ObjectNode request) throws IOException, InterruptedException {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jolokia/"))
                  .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                  .timeout(Duration.ofSeconds(60))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
      return answer;
    }
  }
}
