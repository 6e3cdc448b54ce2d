package io.hostshift.notice;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GCE's metadata server, as its documentation describes it. A wait for news ends at once where the
 * entity tag is an old one, and else as if its time were over.
 */
final class GceStandIn extends StandIn {
  private static final Pattern WAIT =
      Pattern.compile(".*\\?wait_for_change=true&last_etag=([0-9a-f]+)&timeout_sec=60");

  private String event = "NONE";
  private String upcoming;
  private int version = 10;

  volatile boolean genuine = true;
  volatile boolean tags = true;

  GceStandIn() throws IOException {}

  synchronized void event(String value) {
    event = value;
    version++;
  }

  /** Null where this machine type has none. */
  synchronized void upcoming(String begin, String status) {
    upcoming =
        begin == null
            ? null
            : "{\"can_reschedule\":\"false\",\"maintenance_status\":\""
                + status
                + "\",\"maintenance_type\":\"SCHEDULED\",\"window_start_time\":\""
                + begin
                + "\"}";
  }

  @Override
  synchronized Reply answer(HttpExchange request, String body) {
    String path = request.getRequestURI().toString();
    if (!has(request, "Metadata-Flavor", "Google")) {
      return new Reply(403, "");
    }
    if (genuine) {
      request.getResponseHeaders().set("Metadata-Flavor", "Google");
    }
    if (path.equals("/computeMetadata/v1/instance/upcoming-maintenance?alt=json")) {
      return upcoming == null ? new Reply(503, "") : new Reply(200, upcoming);
    }
    if (!path.startsWith("/computeMetadata/v1/instance/maintenance-event")) {
      return new Reply(404, "");
    }
    Matcher wait = WAIT.matcher(path);
    if (path.contains("?") && !wait.matches()) {
      return new Reply(400, "");
    }
    if (tags) {
      request.getResponseHeaders().set("ETag", Integer.toHexString(version));
    }
    return new Reply(200, event);
  }
}
