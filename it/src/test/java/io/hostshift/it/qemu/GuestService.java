package io.hostshift.it.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jmx;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.management.remote.JMXConnector;

/**
 * The test application with the agent in a JVM of a guest, asked from outside through two forwarded
 * ports. It stays the same while its guest goes from machine to machine: connections do not live
 * through a migration, so each question has one of its own.
 */
final class GuestService {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int http = FreePort.any();
  private final int jmx = FreePort.any();

  /** What such a service needs in its guest. */
  static Payload payload() {
    return new Payload()
        .file("hostshift.jar", ShippedJars.agent())
        .file("testapp.jar", ShippedJars.testapp());
  }

  /** The same machine, with the ports of this service. */
  GuestSpec reachableIn(GuestSpec spec) {
    return spec.withPort(http).withPort(jmx);
  }

  /** The command that runs it with load in the guest, for a shell there. */
  String command(String options, String agent) {
    return String.join(
        " ",
        "java -Djava.rmi.server.hostname=127.0.0.1",
        "-Dcom.sun.management.jmxremote.port=" + jmx,
        "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
        "-Dcom.sun.management.jmxremote.authenticate=false",
        "-Dcom.sun.management.jmxremote.ssl=false",
        options,
        "-javaagent:/payload/hostshift.jar=" + agent,
        "-jar /payload/testapp.jar serve host=0.0.0.0 load=1 pauseMs=100 heapMb=8 port=" + http);
  }

  /** Waits until the service answers and the agent has its MBeans; or says what its threads do. */
  void awaitReady(GuestMachine machine) {
    try {
      ask(agent -> agent.awaitRegistered(LIMIT));
    } catch (AssertionError e) {
      String look = "killall -3 java; sleep 3; ps; dmesg | tail -n 20";
      String guest = machine.shell().execute(look, LIMIT).output();
      throw new AssertionError(
          e.getMessage() + "; in the guest:\n" + machine.lines().texts() + '\n' + guest, e);
    }
  }

  /** Events so far. */
  long count() {
    return ask(AgentView::count);
  }

  /** Polls so far. */
  long polls() {
    return ask(agent -> (Long) agent.get("Watcher", "Polls"));
  }

  /** Waits until it has polled so many times more. */
  void awaitPolls(int more) {
    long enough = polls() + more;
    await("further polls", agent -> (Long) agent.get("Watcher", "Polls") >= enough);
  }

  /** What every setting of the JVM is at present. */
  Map<String, Object> settings() {
    return ask(agent -> agent.settings("current"));
  }

  /** A column of the table of sources: state or reason. */
  Map<String, String> sources(String column) {
    return ask(agent -> agent.sources(column));
  }

  /** Waits until a condition holds. */
  void await(String what, Predicate<AgentView> condition) {
    ask(
        agent -> {
          agent.await(what, condition, LIMIT);
          return agent;
        });
  }

  /** Asks the agent over JMX. */
  <T> T ask(Function<AgentView, T> question) {
    JMXConnector connector = Jmx.connect(jmx, LIMIT);
    try {
      return question.apply(new AgentView(connector.getMBeanServerConnection()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Jmx.closeAfterEnd(connector);
    }
  }

  /** What the application says of its work and its data. */
  JsonNode stats() {
    URI uri = URI.create("http://127.0.0.1:" + http + "/stats");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    try {
      return new ObjectMapper()
          .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for figures", e);
    }
  }
}
