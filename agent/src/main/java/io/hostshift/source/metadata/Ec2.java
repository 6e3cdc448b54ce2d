package io.hostshift.source.metadata;

import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * EC2's instance metadata, version 2: one request for each value, within a session.
 *
 * <p>{@code placement/host-id} names the physical host, on Dedicated Hosts only; whether it follows
 * a live migration is not documented. Format: AWS, EC2 user guide, instance metadata.
 */
final class Ec2 implements Service {
  private static final String BASE = "/latest/meta-data/";
  private static final String HOST = "placement/host-id";

  private final Ec2Session session;

  /**
   * @param clock nanoseconds
   */
  Ec2(LongSupplier clock) {
    this.session = new Ec2Session(clock);
  }

  @Override
  public String name() {
    return MetadataSource.EC2;
  }

  @Override
  public Found ask(Http http) throws IOException {
    return session.ask(http, token -> ask(http, token));
  }

  private Found ask(Http http, String token) throws IOException {
    String idPath = BASE + "instance-id";
    String id = Responses.text(http.send(HttpRequest.get(idPath, token)), idPath);
    String host = Responses.textOrNull(http.send(HttpRequest.get(BASE + HOST, token)), BASE + HOST);
    return new Found(name()).add("instance-id", id, Scope.VM).add(HOST, host, Scope.INSTANCE);
  }

  @Override
  public boolean await(Http http) {
    return false;
  }
}
