package io.hostshift.source.metadata;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * EC2's instance metadata, version 2: a token for six hours, which is renewed before its end or
 * when it is not accepted any more, and then one request for each value.
 *
 * <p>{@code placement/host-id} names the physical host, on Dedicated Hosts only; whether it follows
 * a live migration is not documented. Format: AWS, EC2 user guide, instance metadata.
 */
final class Ec2 implements Service {
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final String BASE = "/latest/meta-data/";
  private static final String HOST = "placement/host-id";
  private static final int TOKEN_SECONDS = 21600;
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(TOKEN_SECONDS * 5L / 6);
  private static final int UNAUTHORIZED = 401;

  private final LongSupplier clock;
  private String token;
  private long tokenNanos;

  /**
   * @param clock nanoseconds
   */
  Ec2(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public List<Identifier> ask(Http http) throws IOException {
    try {
      return askOnce(http);
    } catch (RefusedException e) {
      if (e.status() != UNAUTHORIZED) {
        throw e;
      }
      token = null;
      return askOnce(http);
    }
  }

  private List<Identifier> askOnce(Http http) throws IOException {
    if (token == null || clock.getAsLong() - tokenNanos > RENEW_NANOS) {
      renew(http);
    }
    return new Found(name())
        .add("instance-id", Answers.text(get(http, "instance-id"), BASE + "instance-id"), Scope.VM)
        .add(HOST, Answers.textOrNull(get(http, HOST), BASE + HOST), Scope.INSTANCE)
        .identifiers();
  }

  private void renew(Http http) throws IOException {
    Request request =
        Request.put(TOKEN_PATH, "X-aws-ec2-metadata-token-ttl-seconds: " + TOKEN_SECONDS);
    String fresh = Answers.text(http.send(request), TOKEN_PATH);
    if (!fresh.matches("[!-~]+")) {
      throw new IOException("its token is not plain text");
    }
    token = fresh;
    tokenNanos = clock.getAsLong();
  }

  private Answer get(Http http, String key) throws IOException {
    return http.send(Request.get(BASE + key, "X-aws-ec2-metadata-token: " + token));
  }

  @Override
  public boolean await(Http http) {
    return false;
  }
}
