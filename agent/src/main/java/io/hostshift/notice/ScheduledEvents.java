package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import io.hostshift.source.metadata.Http;
import io.hostshift.source.metadata.HttpRequest;
import io.hostshift.source.metadata.HttpResponse;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.metadata.RefusedException;
import io.hostshift.source.metadata.Responses;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Azure's Scheduled Events: asked once a second, as its documentation recommends. Events are shown
 * to all machines of a set, so those that do not name this one are left out. The first request
 * switches the service on for the VM and may be answered after two minutes only.
 */
public final class ScheduledEvents implements Channel {
  private static final String PATH = "/metadata/scheduledevents?api-version=2020-07-01";
  private static final String NAME_PATH =
      "/metadata/instance/compute/name?api-version=2023-11-15&format=text";
  private static final String HEADER = "Metadata: true";
  private static final long FIRST_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ASK_NAME_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Http http;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private boolean answered;
  private String machine = "";
  private long nameAskedNanos;
  private boolean nameAsked;

  /**
   * @param nanos the clock for waiting
   * @param millis the clock of the epoch
   */
  public ScheduledEvents(Http http, LongSupplier nanos, LongSupplier millis) {
    this.http = http;
    this.nanos = nanos;
    this.millis = millis;
  }

  @Override
  public String name() {
    return MetadataSource.AZURE;
  }

  @Override
  public MigrationModel model() {
    return MigrationModel.COOPERATIVE;
  }

  @Override
  public List<Notice> read() throws IOException {
    HttpRequest request = HttpRequest.get(PATH, HEADER);
    HttpResponse answer = answered ? http.send(request) : http.await(request, FIRST_NANOS);
    if (answer == null) {
      throw new IOException("was interrupted");
    }
    List<ScheduledEvent> events = ScheduledEvent.parse(Responses.body(answer, PATH));
    answered = true;
    if (!events.isEmpty()) {
      learnName();
    }
    List<Notice> notices = new ArrayList<>();
    for (ScheduledEvent event : events) {
      if (machine.isEmpty() || event.names(machine)) {
        notices.add(event.notice(name(), machine, millis.getAsLong()));
      }
    }
    return notices;
  }

  /** Once, and once a minute until it is answered; an event counts also without. */
  private void learnName() {
    boolean soon = nameAsked && nanos.getAsLong() - nameAskedNanos < ASK_NAME_NANOS;
    if (!machine.isEmpty() || soon) {
      return;
    }
    nameAsked = true;
    nameAskedNanos = nanos.getAsLong();
    try {
      machine = Responses.text(http.send(HttpRequest.get(NAME_PATH, HEADER)), NAME_PATH);
    } catch (IOException e) {
      // Each notice says that the name is not known, and is not acknowledged.
      machine = "";
    }
  }

  @Override
  public long restNanos() {
    return REST_NANOS;
  }

  @Override
  public void acknowledge(Notice notice) throws IOException {
    String body = "{\"StartRequests\":[{\"EventId\":\"" + notice.id() + "\"}]}";
    try {
      HttpResponse answer = http.await(HttpRequest.post(PATH, body, HEADER), ANSWER_NANOS);
      if (answer == null) {
        throw new IOException("was interrupted");
      }
      Responses.body(answer, PATH);
    } catch (RefusedException | ConnectException e) {
      throw new NoticeUnansweredException(e);
    }
  }

  @Override
  public void interrupt() {
    http.abort();
  }
}
