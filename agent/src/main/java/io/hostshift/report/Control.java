package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.host.MigrationModel;
import io.hostshift.tune.Status;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import java.util.List;

/**
 * The running agent, as its MBeans see it: questions, and orders that its own thread carries out.
 */
public interface Control {
  HostProfile profile();

  String hypervisor();

  MigrationModel migrationModel();

  List<SourceStatus> sources();

  List<KnownHost> hosts();

  List<Status> settings();

  boolean observing();

  void observe(boolean observe);

  /** Asks all sources now and waits, for a few seconds at most, until they have been read. */
  void poll();

  /**
   * Plays a migration.
   *
   * @return its sequence
   * @throws IllegalStateException unless {@code simulate=true}
   */
  long simulate();

  void retune();

  void restore();

  void forget();

  long polls();

  long intervalMillis();

  long lastPollNanos();

  long cpuNanos();

  boolean running();
}
