package io.hostshift.notice;

import io.hostshift.base.JsonAnswer;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.metadata.Ec2Session;
import io.hostshift.source.metadata.Http;
import io.hostshift.source.metadata.HttpRequest;
import io.hostshift.source.metadata.HttpResponse;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.metadata.Responses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * EC2's scheduled maintenance, days ahead, asked for once a minute. Live migrations are not
 * announced there. Format: AWS, EC2 user guide, scheduled events, and instance metadata categories.
 */
public final class Ec2Maintenance implements Channel {
  private static final String PATH = "/latest/meta-data/events/maintenance/scheduled";
  private static final long REST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Http http;
  private final Ec2Session session;
  private final LongSupplier millis;

  /**
   * @param nanos the clock for the session
   * @param millis the clock of the epoch
   */
  public Ec2Maintenance(Http http, LongSupplier nanos, LongSupplier millis) {
    this.http = http;
    this.session = new Ec2Session(nanos);
    this.millis = millis;
  }

  @Override
  public String name() {
    return MetadataSource.EC2;
  }

  @Override
  public MigrationModel model() {
    return MigrationModel.TRANSPARENT;
  }

  @Override
  public List<Notice> read() throws IOException {
    byte[] body =
        session.ask(
            http,
            token -> {
              HttpResponse answer = http.send(HttpRequest.get(PATH, token));
              return answer.status() == 404 ? null : Responses.body(answer, PATH);
            });
    return body == null ? Collections.emptyList() : parse(body, millis.getAsLong());
  }

  static List<Notice> parse(byte[] body, long nowMillis) throws IOException {
    List<Notice> notices = new ArrayList<>();
    for (Object each : JsonAnswer.list(JsonAnswer.parse(body))) {
      Map<String, Object> fields = JsonAnswer.object(each);
      String id = JsonAnswer.text(fields, "EventId");
      String code = JsonAnswer.text(fields, "Code");
      if (id.isEmpty() || code.isEmpty()) {
        throw new IOException("its answer has an event without an id or a code");
      }
      notices.add(
          new NoticeBuilder(MetadataSource.EC2, id)
              .kind(kind(code))
              .phase(
                  phase(JsonAnswer.text(fields, "State"), JsonAnswer.text(fields, "Description")))
              .text(code + ": " + JsonAnswer.text(fields, "Description"))
              .heardAt(nowMillis)
              .notBefore(NoticeTimes.parse(JsonAnswer.text(fields, "NotBefore")))
              .build());
    }
    return notices;
  }

  private static NoticeKind kind(String code) {
    switch (code) {
      case "instance-reboot":
      case "system-reboot":
        return NoticeKind.RESTART;
      case "instance-stop":
      case "instance-retirement":
        return NoticeKind.END;
      default:
        return NoticeKind.MAINTENANCE;
    }
  }

  /** The description of one that is no longer to come begins with its state in brackets. */
  private static Phase phase(String state, String description) {
    if (state.equals("canceled") || description.startsWith("[Canceled]")) {
      return Phase.CANCELLED;
    }
    boolean over = state.equals("completed") || description.startsWith("[Completed]");
    return over ? Phase.ENDED : Phase.ANNOUNCED;
  }

  @Override
  public long restNanos() {
    return REST_NANOS;
  }
}
