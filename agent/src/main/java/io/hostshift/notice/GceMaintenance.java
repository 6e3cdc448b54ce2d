package io.hostshift.notice;

import io.hostshift.base.JsonAnswer;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.metadata.Http;
import io.hostshift.source.metadata.HttpRequest;
import io.hostshift.source.metadata.HttpResponse;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.metadata.Responses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Google Compute Engine's announcements: {@code maintenance-event}, which changes a minute before a
 * migration and which one long request waits for, and {@code upcoming-maintenance}, which some
 * machine types have and one request a minute asks for. Google gives the warning of a minute only
 * to a VM that has asked for the key since its last maintenance. Yandex Cloud has the first key
 * with the same values. Format: Google, cloud.google.com, query maintenance notices, monitor and
 * plan for host maintenance.
 */
public final class GceMaintenance implements Channel {
  private static final String BASE = "/computeMetadata/v1/instance/";
  private static final String EVENT = BASE + "maintenance-event";
  private static final String UPCOMING = BASE + "upcoming-maintenance?alt=json";
  private static final String FLAVOR = "Metadata-Flavor";
  private static final String FLAVOR_HEADER = FLAVOR + ": Google";
  private static final int WAIT_SECONDS = 60;
  private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long UPCOMING_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_WITHOUT_ETAG_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Http http;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private String etag = "";
  private Notice event;
  private Notice upcoming;
  private boolean upcomingAsked;
  private long upcomingNanos;

  /**
   * @param nanos the clock for waiting
   * @param millis the clock of the epoch
   */
  public GceMaintenance(Http http, LongSupplier nanos, LongSupplier millis) {
    this.http = http;
    this.nanos = nanos;
    this.millis = millis;
  }

  @Override
  public String name() {
    return MetadataSource.GCE;
  }

  @Override
  public MigrationModel model() {
    return MigrationModel.NOTIFY_ONLY;
  }

  @Override
  public List<Notice> read() throws IOException {
    boolean due = !upcomingAsked || nanos.getAsLong() - upcomingNanos >= UPCOMING_NANOS;
    if (due) {
      upcomingAsked = true;
      upcomingNanos = nanos.getAsLong();
      upcoming = upcoming(http.send(HttpRequest.get(UPCOMING, FLAVOR_HEADER)));
    }
    // What was just found is said before anything is waited for.
    HttpResponse answer = etag.isEmpty() || due ? now() : await();
    event = event(Responses.text(genuine(answer), EVENT));
    String fresh = answer.header("ETag");
    etag = fresh.matches("[!-%'-~]+") ? fresh : "";
    List<Notice> notices = new ArrayList<>();
    add(event, notices);
    add(upcoming, notices);
    return notices;
  }

  private static void add(Notice notice, List<Notice> notices) {
    if (notice != null) {
      notices.add(notice);
    }
  }

  private HttpResponse now() throws IOException {
    return http.send(HttpRequest.get(EVENT, FLAVOR_HEADER));
  }

  private HttpResponse await() throws IOException {
    String query = "?wait_for_change=true&last_etag=" + etag + "&timeout_sec=" + WAIT_SECONDS;
    HttpResponse answer =
        http.await(
            HttpRequest.get(EVENT + query, FLAVOR_HEADER), TimeUnit.SECONDS.toNanos(WAIT_SECONDS));
    if (answer == null) {
      throw new IOException("was interrupted");
    }
    return answer;
  }

  /** Not what any other server at this address would say. */
  private static HttpResponse genuine(HttpResponse answer) throws IOException {
    if (answer.status() == 200 && !answer.header(FLAVOR).equals("Google")) {
      throw new IOException("its answer has no header " + FLAVOR_HEADER);
    }
    return answer;
  }

  /** Null for none. The server names no event: the time at which it was heard does. */
  private Notice event(String value) throws IOException {
    NoticeKind kind;
    switch (value) {
      case "NONE":
        return null;
      case "MIGRATE_ON_HOST_MAINTENANCE":
        kind = NoticeKind.MIGRATION;
        break;
      case "TERMINATE_ON_HOST_MAINTENANCE":
        kind = NoticeKind.END;
        break;
      default:
        throw new IOException("its maintenance-event is not known: " + value);
    }
    if (event != null && event.text().equals(value)) {
      return event;
    }
    long now = millis.getAsLong();
    return new NoticeBuilder(name(), "maintenance-event-" + now)
        .kind(kind)
        .text(value)
        .heardAt(now)
        .notBefore(now + MINUTE_MILLIS)
        .expectUntil(kind.endsJvm() ? 0 : now + HOUR_MILLIS)
        .build();
  }

  /** Null for none: there is none, or this machine type does not tell (404, 503). */
  private Notice upcoming(HttpResponse answer) throws IOException {
    if (answer.status() == 404 || answer.status() == 503) {
      return null;
    }
    Map<String, Object> fields =
        JsonAnswer.object(JsonAnswer.parse(Responses.body(genuine(answer), UPCOMING)));
    String begin = JsonAnswer.text(fields, "window_start_time");
    String status = JsonAnswer.text(fields, "maintenance_status");
    if (begin.isEmpty()) {
      return null;
    }
    boolean ongoing = status.equals("ONGOING");
    long now = millis.getAsLong();
    return new NoticeBuilder(name(), "upcoming-maintenance-" + begin)
        .kind(NoticeKind.MAINTENANCE)
        .phase(ongoing ? Phase.STARTED : Phase.ANNOUNCED)
        .text((JsonAnswer.text(fields, "maintenance_type") + " maintenance, " + status).trim())
        .heardAt(now)
        .notBefore(NoticeTimes.parse(begin))
        .expectUntil(ongoing ? now + HOUR_MILLIS : 0)
        .build();
  }

  /** The same maintenance keeps its name, whichever JVM asks for it. */
  @Override
  public void resume(List<Notice> known) {
    for (Notice notice : known) {
      if (notice.id().startsWith("maintenance-event-") && !notice.phase().over()) {
        event = notice;
      }
    }
  }

  @Override
  public long restNanos() {
    return etag.isEmpty() ? REST_WITHOUT_ETAG_NANOS : REST_NANOS;
  }

  @Override
  public void interrupt() {
    http.abort();
  }
}
