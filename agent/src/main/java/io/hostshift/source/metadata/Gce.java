package io.hostshift.source.metadata;

import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Google Compute Engine's metadata server: {@code /computeMetadata/v1/instance/}, with the header
 * {@code Metadata-Flavor: Google}, which its answers must carry too.
 *
 * <p>The drift token is 0 at boot and changes after a migration; the server answers as soon as it
 * does. The physical host is shown on few machine types. Each key is asked for by itself: all of
 * them at once would bring the guest's own attributes, which may be secret and long. Format:
 * Google, cloud.google.com (view and query VM metadata) and guest-agent, clock.go.
 */
final class Gce implements Service {
  private static final String BASE = "/computeMetadata/v1/instance/";
  private static final String FLAVOR = "Metadata-Flavor";
  private static final String FLAVOR_HEADER = FLAVOR + ": Google";
  private static final String TOKEN = "virtual-clock/drift-token";
  private static final String HOST = "attributes/physical_host_topology";
  private static final int WAIT_SECONDS = 60;
  private static final int NOT_FOUND = 404;

  private String etag = "";

  @Override
  public String name() {
    return MetadataSource.GCE;
  }

  @Override
  public Found ask(Http http) throws IOException {
    Found found = new Found(name());
    found.add("id", Responses.text(get(http, "id"), BASE + "id"), Scope.VM);
    found.add("cpu-platform", text(get(http, "cpu-platform"), "cpu-platform"), Scope.MODEL);
    HttpResponse token = get(http, TOKEN);
    etag = token.status() == 200 ? token.header("ETag") : "";
    found.add(TOKEN, text(token, TOKEN), Scope.EPOCH);
    HttpResponse host = get(http, HOST);
    if (host.status() != NOT_FOUND) {
      byte[] topology = Responses.body(host, BASE + HOST);
      found.addAll(all -> all.add(HOST, host(topology), Scope.INSTANCE));
    }
    return found;
  }

  /** Waits for another drift token. */
  @Override
  public boolean await(Http http) throws IOException {
    if (!etag.matches("[!-%'-~]+")) {
      return false;
    }
    String query = "?wait_for_change=true&last_etag=" + etag + "&timeout_sec=" + WAIT_SECONDS;
    HttpRequest request = HttpRequest.get(BASE + TOKEN + query, FLAVOR_HEADER);
    HttpResponse answer = http.await(request, TimeUnit.SECONDS.toNanos(WAIT_SECONDS));
    if (answer != null) {
      Responses.body(genuine(answer), BASE + TOKEN);
    }
    return true;
  }

  private static HttpResponse get(Http http, String key) throws IOException {
    return genuine(http.send(HttpRequest.get(BASE + key, FLAVOR_HEADER)));
  }

  private static String text(HttpResponse answer, String key) throws IOException {
    return Responses.textOrNull(answer, BASE + key);
  }

  /** Not what any other server at this address would say. */
  private static HttpResponse genuine(HttpResponse answer) throws IOException {
    if (answer.status() == 200 && !answer.header(FLAVOR).equals("Google")) {
      throw new IOException("its answer has no header " + FLAVOR_HEADER);
    }
    return answer;
  }

  /** The host of {@code {"cluster":…,"block":…,"subblock":…,"host":…}}; null if it names none. */
  static String host(byte[] topology) throws IOException {
    return JsonLeaves.parse(topology, BASE + HOST).get("host");
  }
}
