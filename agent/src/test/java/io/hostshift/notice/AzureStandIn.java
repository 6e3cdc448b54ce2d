package io.hostshift.notice;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azure's Scheduled Events, as its documentation describes the service. */
final class AzureStandIn extends StandIn {
  private static final Pattern START =
      Pattern.compile("\\{\"StartRequests\":\\[\\{\"EventId\":\"([^\"]+)\"}]}");

  private final Map<String, String> events = new LinkedHashMap<>();
  private final List<String> started = new CopyOnWriteArrayList<>();
  private int incarnation;

  /** Holds back the answers to acknowledgements until it is down. */
  volatile CountDownLatch late = new CountDownLatch(0);

  volatile String machine = "vm-1";
  volatile int nameStatus = 200;

  AzureStandIn() throws IOException {}

  /** Schedules an event, or changes it. */
  synchronized AzureStandIn event(
      String id, String type, String description, Instant notBefore, String... resources) {
    return put(id, type, description, "Scheduled", time(notBefore), resources);
  }

  synchronized AzureStandIn begun(String id, String type, String... resources) {
    return put(id, type, "", "Started", "", resources);
  }

  private AzureStandIn put(
      String id, String type, String words, String status, String time, String... resources) {
    incarnation++;
    events.put(
        id,
        String.format(
            "{\"EventId\":\"%s\",\"EventStatus\":\"%s\",\"EventType\":\"%s\","
                + "\"ResourceType\":\"VirtualMachine\",\"Resources\":[\"%s\"],\"NotBefore\":\"%s\","
                + "\"Description\":\"%s\",\"EventSource\":\"Platform\",\"DurationInSeconds\":5}",
            id, status, type, String.join("\",\"", resources), time, words));
    return this;
  }

  private static String time(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
  }

  synchronized void gone(String id) {
    incarnation++;
    events.remove(id);
  }

  /** The ids of the acknowledgements, in order. */
  List<String> started() {
    return started;
  }

  @Override
  Reply answer(HttpExchange request, String body) throws Exception {
    if (!has(request, "Metadata", "true")) {
      return new Reply(400, "");
    }
    switch (request.getRequestMethod() + " " + request.getRequestURI()) {
      case "GET /metadata/instance/compute/name?api-version=2023-11-15&format=text":
        return new Reply(nameStatus, machine);
      case "GET /metadata/scheduledevents?api-version=2020-07-01":
        return new Reply(200, document());
      case "POST /metadata/scheduledevents?api-version=2020-07-01":
        return start(body);
      default:
        return new Reply(404, "");
    }
  }

  private synchronized String document() {
    return "{\"DocumentIncarnation\":"
        + incarnation
        + ",\"Events\":["
        + String.join(",", events.values())
        + "]}";
  }

  private Reply start(String body) throws InterruptedException {
    Matcher request = START.matcher(body);
    if (!request.matches()) {
      return new Reply(400, "");
    }
    started.add(request.group(1));
    late.await();
    return new Reply(200, "");
  }
}
