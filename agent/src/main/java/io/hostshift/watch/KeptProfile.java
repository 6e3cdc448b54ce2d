package io.hostshift.watch;

import io.hostshift.base.Log;
import io.hostshift.host.HostProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Keeps the profile across restarts, where {@code profile} names a file; else does nothing. */
public final class KeptProfile {
  private final ProfileFile file;
  private final HostHistory hosts;
  private final Clock clock;
  private final Log log;
  private boolean failed;

  /**
   * @param file null if nothing is to be kept
   */
  public KeptProfile(Path file, HostHistory hosts, Clock clock, Log log) {
    this.file = file == null ? null : new ProfileFile(file);
    this.hosts = hosts;
    this.clock = clock;
    this.log = log;
  }

  /** Begins where the JVM before this one ended. A file that cannot be read is left as it is. */
  public void resume(HostWatcher watcher) {
    if (file == null) {
      return;
    }
    try {
      ProfileFile.Kept kept = file.read();
      if (kept != null) {
        watcher.resume(kept);
      }
    } catch (IOException | RuntimeException e) {
      failed = true;
      log.error("the profile is neither used nor written: " + e.getMessage());
    }
  }

  public void save(HostProfile profile) {
    if (file == null || failed) {
      return;
    }
    try {
      file.write(profile, hosts.hosts(clock.millis()));
    } catch (IOException | RuntimeException e) {
      failed = true;
      log.error("the profile cannot be written, a move across a restart will be missed: " + e);
    }
  }
}
