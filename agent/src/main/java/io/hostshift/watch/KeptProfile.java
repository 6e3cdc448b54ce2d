package io.hostshift.watch;

import io.hostshift.base.FileFault;
import io.hostshift.base.Log;
import io.hostshift.base.Scribe;
import io.hostshift.host.HostProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Keeps the profile across restarts, where {@code profile} names a file; else does nothing. Nobody
 * waits for a disk that hangs, and no two JVMs have one file.
 */
public final class KeptProfile {
  private final ProfileFile file;
  private final HostHistory hosts;
  private final Clock clock;
  private final Log log;
  private final Scribe scribe =
      new Scribe("hostshift-profile", "the profile", "state", System::nanoTime, this::write);
  private volatile boolean failed;
  private ProfileFile.Kept next;

  /**
   * @param file null to keep nothing
   */
  public KeptProfile(Path file, HostHistory hosts, Clock clock, Log log) {
    this.file = file == null ? null : new ProfileFile(file);
    this.hosts = hosts;
    this.clock = clock;
    this.log = log;
  }

  /** Begins where the JVM before this one ended. A file that cannot be read is left as it is. */
  public void resume(HostWatcher watcher) {
    resume(watcher, true);
  }

  /**
   * The same for a watcher that begins where another in this JVM has ended, which knows more than
   * the file.
   */
  public void takeOver(HostWatcher watcher) {
    resume(watcher, false);
  }

  private void resume(HostWatcher watcher, boolean reads) {
    if (file == null) {
      return;
    }
    try {
      file.lock();
      ProfileFile.Kept kept = reads ? file.read() : null;
      if (kept != null) {
        watcher.resume(kept);
      }
    } catch (IOException e) {
      refuse(FileFault.words(e));
    } catch (RuntimeException e) {
      refuse(e.toString());
    }
  }

  private void refuse(String why) {
    failed = true;
    log.error("the profile is neither used nor written: " + why);
  }

  /** Has it written soon, in place of what still waits. */
  public void save(HostProfile profile) {
    if (file == null || failed) {
      return;
    }
    List<KnownHost> known = hosts.hosts(clock.millis());
    boolean waits;
    synchronized (this) {
      waits = next != null;
      next = new ProfileFile.Kept(profile, known);
    }
    if (!waits) {
      scribe.write("");
    }
  }

  private void write(String ignored) {
    ProfileFile.Kept writing;
    synchronized (this) {
      writing = next;
      next = null;
    }
    if (failed) {
      return; // Said already.
    }
    try {
      file.write(writing.profile(), writing.hosts());
    } catch (IOException | RuntimeException e) {
      failed = true;
      log.error("the profile cannot be written, a move across a restart will be missed: " + e);
    }
  }

  /** Who writes it. */
  public Scribe scribe() {
    return scribe;
  }

  /** Lets others have the file. */
  public void close() {
    if (file != null) {
      file.unlock();
    }
  }
}
