package io.hostshift.source.metadata;

import io.hostshift.base.BackOff;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.Announcing;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A cloud's metadata service. It is asked every 30 seconds, or, if it offers to wait for news,
 * whenever there is some; never sooner than a second after the last time, except that one more
 * request confirms a change at once. Failures make it wait longer and longer, up to five minutes.
 */
public final class MetadataSource implements Source {
  public static final String AZURE = "azure";
  public static final String GCE = "gce";
  public static final String EC2 = "ec2";
  public static final String OPENSTACK = "openstack";
  public static final String OCI = "oci";

  /** One for each cloud. */
  public static final List<Traits> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              Traits.named(AZURE)
                  .announces(
                      new Announcing(
                          Hypervisor.AZURE,
                          MigrationModel.COOPERATIVE,
                          "Azure's Scheduled Events announce a freeze and wait for an answer",
                          "Azure announces moves in its metadata service, which is not asked"
                              + " here"))
                  .namesHostBest("compute.host.id")
                  .tellsLittleBy("compute.platformFaultDomain", "compute.physicalZone"),
              Traits.named(GCE)
                  .announces(
                      new Announcing(
                          Hypervisor.GCE,
                          MigrationModel.NOTIFY_ONLY,
                          "GCE's metadata server announces maintenance a minute before",
                          "GCE announces moves in its metadata server, which is not asked here")),
              Traits.named(EC2),
              Traits.named(OPENSTACK),
              Traits.named(OCI)
                  .namesHostBest("host.id")
                  .tellsLittleBy("host.rackId", "host.networkBlockId")));

  /** The clouds, as sources and in configuration. */
  public static final List<String> NAMES = names();

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LEAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Traits traits;
  private final Service service;
  private final Http http;
  private final LongSupplier clock;
  private final BackOff backOff;
  private boolean confirming;
  private boolean waits;

  private MetadataSource(
      Traits traits, Service service, Http http, LongSupplier clock, BackOff backOff) {
    this.traits = traits;
    this.service = service;
    this.http = http;
    this.clock = clock;
    this.backOff = backOff;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Traits cloud : ALL) {
      names.add(cloud.name());
    }
    return Collections.unmodifiableList(names);
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
        traits(name),
        service(name, clock),
        new Http(endpoint, clock, limitNanos),
        clock,
        new BackOff(random));
  }

  private static Traits traits(String name) {
    for (Traits cloud : ALL) {
      if (cloud.name().equals(name)) {
        return cloud;
      }
    }
    throw new IllegalArgumentException("no metadata service is known as " + name);
  }

  private static Service service(String name, LongSupplier clock) {
    switch (name) {
      case AZURE:
        return new Azure();
      case GCE:
        return new Gce();
      case EC2:
        return new Ec2(clock);
      case OPENSTACK:
        return new OpenStack();
      case OCI:
        return new Oci();
      default:
        throw new IllegalArgumentException("no metadata service is known as " + name);
    }
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Reading read(Reading last) {
    try {
      // To confirm a reading, do not wait for news.
      waits = last != null && last.readable() && !confirming && awaitNews();
      Reading now = service.ask(http).reading(http.endpoint().toString()).orSame(last);
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
