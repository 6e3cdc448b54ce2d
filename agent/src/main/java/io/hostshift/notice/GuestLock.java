package io.hostshift.notice;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock that the kernel frees when its JVM ends, however that happens: one in each folder where
 * JVMs meet, and held where all of these are. Each file is opened by this object alone, and stays
 * open while the lock is held: closing any other descriptor of it in this process would free the
 * lock.
 */
public final class GuestLock implements AutoCloseable {
  private final GuestFolder folder;
  private final String name;
  private final Map<GuestPlace, FileChannel> channels = new IdentityHashMap<>();
  private boolean taken;

  GuestLock(GuestFolder folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Whether it is held, by now or from before, in all folders that are there now. Never waits. */
  public synchronized boolean take() throws IOException {
    List<GuestPlace> places = folder.places();
    forget(places);
    for (GuestPlace place : places) {
      if (!channels.containsKey(place) && !take(place)) {
        close();
        return false;
      }
    }
    taken = true;
    return true;
  }

  /**
   * As {@link #take}, but where it cannot be had in each folder, it is kept in those where it can.
   */
  synchronized boolean takeEach() throws IOException {
    List<GuestPlace> places = folder.places();
    forget(places);
    taken = true;
    for (GuestPlace place : places) {
      taken &= channels.containsKey(place) || take(place);
    }
    return taken;
  }

  private boolean take(GuestPlace place) throws IOException {
    Path path = place.file(name);
    FileChannel opened =
        FileChannel.open(
            path,
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock lock;
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
    channels.put(place, opened);
    return true;
  }

  /** Of a folder that is gone, nobody can have the lock any more. */
  private void forget(List<GuestPlace> places) {
    for (GuestPlace place : channels.keySet().toArray(new GuestPlace[0])) {
      if (!places.contains(place)) {
        close(channels.remove(place));
      }
    }
  }

  /** Whether it can be had in this folder, where it is given back at once. */
  synchronized boolean isFree(GuestPlace place) throws IOException {
    boolean free = take(place);
    if (free) {
      close(channels.remove(place));
    }
    return free;
  }

  /** Whether it is held, in all folders that are there now, without being asked for anew. */
  synchronized boolean held() {
    return taken && channels.keySet().containsAll(folder.places());
  }

  @Override
  public synchronized void close() {
    taken = false;
    for (FileChannel channel : channels.values()) {
      close(channel);
    }
    channels.clear();
  }

  private static void close(FileChannel closing) {
    try {
      closing.close();
    } catch (IOException e) {
      // Its descriptor is given back all the same, and the lock with it.
      return;
    }
  }
}
