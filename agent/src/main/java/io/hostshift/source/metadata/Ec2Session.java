package io.hostshift.source.metadata;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A session with EC2's instance metadata, version 2: a token for six hours, which is renewed before
 * its end or when it is not accepted any more. Format: AWS, EC2 user guide, instance metadata.
 */
public final class Ec2Session {
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final int TOKEN_SECONDS = 21600;
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(TOKEN_SECONDS * 5L / 6);
  private static final int UNAUTHORIZED = 401;

  /** What is asked within a session. */
  public interface Asking<T> {
    T ask(String tokenHeader) throws IOException;
  }

  private final LongSupplier clock;
  private String token;
  private long tokenNanos;

  /**
   * @param clock nanoseconds
   */
  public Ec2Session(LongSupplier clock) {
    this.clock = clock;
  }

  /** Asks, and once more with a fresh token if the service accepts the old one no longer. */
  public <T> T ask(Http http, Asking<T> asking) throws IOException {
    try {
      return asking.ask(header(http));
    } catch (RefusedException e) {
      if (e.status() != UNAUTHORIZED) {
        throw e;
      }
      token = null;
      return asking.ask(header(http));
    }
  }

  private String header(Http http) throws IOException {
    if (token == null || clock.getAsLong() - tokenNanos > RENEW_NANOS) {
      renew(http);
    }
    return "X-aws-ec2-metadata-token: " + token;
  }

  private void renew(Http http) throws IOException {
    HttpRequest request =
        HttpRequest.put(TOKEN_PATH, "X-aws-ec2-metadata-token-ttl-seconds: " + TOKEN_SECONDS);
    String fresh = Responses.text(http.send(request), TOKEN_PATH);
    if (!fresh.matches("[!-~]+")) {
      throw new IOException("its token is not plain text");
    }
    token = fresh;
    tokenNanos = clock.getAsLong();
  }
}
