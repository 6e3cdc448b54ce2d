package io.hostshift.notice;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/**
 * A lock that the kernel frees when its JVM ends, however that happens. The file is opened by this
 * object alone, and stays open while the lock is held: closing any other descriptor of it in this
 * process would free the lock.
 */
public final class GuestLock implements AutoCloseable {
  private final Path path;
  private FileChannel channel;
  private FileLock lock;

  GuestLock(Path path) {
    this.path = path;
  }

  /** Whether it is held, by now or from before. Never waits. */
  public synchronized boolean take() throws IOException {
    if (lock != null) {
      return true;
    }
    FileChannel opened =
        FileChannel.open(
            path,
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      lock = opened.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another agent of this very JVM, before it has gone entirely.
      lock = null;
    }
    if (lock == null) {
      opened.close();
      return false;
    }
    channel = opened;
    return true;
  }

  /** Whether it is held without asking anew. */
  synchronized boolean held() {
    return lock != null;
  }

  @Override
  public synchronized void close() {
    FileChannel closing = channel;
    channel = null;
    lock = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException e) {
        // Its descriptor is given back all the same, and the lock with it.
        return;
      }
    }
  }
}
