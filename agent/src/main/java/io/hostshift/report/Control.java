package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.host.MigrationModel;
import io.hostshift.host.Platform;
import io.hostshift.memory.Released;
import io.hostshift.notice.Notice;
import io.hostshift.tune.memory.HeapOutlook;
import io.hostshift.tune.pool.PoolStatus;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import java.util.List;

/**
 * The running agent, as its MBeans see it: questions, and orders that its own thread carries out.
 */
public interface Control {
  HostProfile profile();

  /** Where this is. */
  Platform platform();

  MigrationModel migrationModel();

  List<SourceStatus> sources();

  List<KnownHost> hosts();

  List<Status> settings();

  /** The application's pools; none unless the configuration asks for them. */
  List<PoolStatus> pools();

  /** What keeps an earlier value and cannot be reached, by name. */
  List<String> unreached();

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

  /** Those kept, the oldest first. */
  List<Notice> notices();

  /**
   * Asks for time before the hypervisor is answered.
   *
   * @return whether anything waits for an answer now
   */
  boolean hold(int seconds, String why);

  /**
   * Ends that.
   *
   * @return whether there was a hold
   */
  boolean ready();

  /** What this JVM takes of the memory, and what it may take. */
  HeapOutlook memory();

  /**
   * Collects and gives memory back.
   *
   * @param toBytes that the process is to take at most; 0 for as little as can be
   * @throws IllegalStateException in mode observe and under the kill switch
   */
  Released release(long toBytes);

  /** Why this JVM is only observed, whatever the mode, with what to do; or empty. */
  String doubt();

  /** Takes away the marks for which they are. */
  void clearMark();

  void retune();

  void restore();

  void forget();

  /** Read at this moment: seconds that the host gave to others, of all processors; -1 unknown. */
  double stolenSeconds();

  long polls();

  long intervalMillis();

  long lastPollNanos();

  long cpuNanos();

  boolean running();
}
