package io.hostshift.source.metadata;

import io.hostshift.base.BackOff;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A cloud's metadata service. Asked every 30 seconds, or where it offers to wait for news, then; a
 * second after the last time at the earliest, but that a change is confirmed at once by one more
 * request. Failures make it wait longer and longer, up to five minutes.
 */
public final class MetadataSource implements Source {
  /** The clouds, as sources and in configuration. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(Arrays.asList("azure", "gce", "ec2", "openstack", "oci"));

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LEAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Service service;
  private final Http http;
  private final LongSupplier clock;
  private final BackOff backOff;
  private boolean confirming;
  private boolean waits;

  private MetadataSource(Service service, Http http, LongSupplier clock, BackOff backOff) {
    this.service = service;
    this.http = http;
    this.clock = clock;
    this.backOff = backOff;
  }

  /**
   * @param name one of {@link #NAMES}
   * @param clock nanoseconds
   * @param random numbers from 0 to 1
   */
  public static MetadataSource of(
      String name, Endpoint endpoint, LongSupplier clock, DoubleSupplier random) {
    return of(name, endpoint, clock, random, LIMIT_NANOS);
  }

  static MetadataSource of(
      String name, Endpoint endpoint, LongSupplier clock, DoubleSupplier random, long limitNanos) {
    return new MetadataSource(
        service(name, clock), new Http(endpoint, clock, limitNanos), clock, new BackOff(random));
  }

  private static Service service(String name, LongSupplier clock) {
    switch (name) {
      case "azure":
        return new Azure();
      case "gce":
        return new Gce();
      case "ec2":
        return new Ec2(clock);
      case "openstack":
        return new OpenStack();
      case "oci":
        return new Oci();
      default:
        throw new IllegalArgumentException("no metadata service is known as " + name);
    }
  }

  @Override
  public String name() {
    return service.name();
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Reading read(Reading last) {
    try {
      // A reading that is to be confirmed is not worth waiting for news.
      waits = last != null && last.readable() && !confirming && awaitNews();
      Reading now = Reading.of(service.ask(http)).orSame(last);
      confirming = last != null && now != last;
      // The first reading, and one after a failure, is followed by waiting where that is offered.
      waits |= confirming || last == null;
      backOff.succeeded();
      return now;
    } catch (RefusedException e) {
      backOff.failed(e.restNanos());
      return failed(e, e.status() == 401 || e.status() == 403).orSame(last);
    } catch (IOException e) {
      backOff.failed();
      return failed(e, false).orSame(last);
    }
  }

  private Reading failed(IOException e, boolean denied) {
    confirming = false;
    String reason = http.endpoint() + ": " + e.getMessage();
    return denied ? Reading.denied(reason) : Reading.failed(reason);
  }

  /** Whether it was worth it: a service that comes back at once has not waited. */
  private boolean awaitNews() throws IOException {
    long begin = clock.getAsLong();
    return service.await(http) && clock.getAsLong() - begin > LEAST_REST_NANOS;
  }

  @Override
  public long restNanos(long intervalNanos) {
    if (backOff.restNanos() > 0) {
      return backOff.restNanos();
    }
    return waits ? LEAST_REST_NANOS : REST_NANOS;
  }

  @Override
  public long leastRestNanos() {
    return Math.max(LEAST_REST_NANOS, backOff.restNanos());
  }

  @Override
  public void hurry() {
    http.abort();
  }
}
