package io.hostshift.notice;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The JVMs of this guest that share folders, and what each of them is ready for. A JVM is there as
 * long as its lock is held.
 */
public final class Members {
  private static final String LOCK = ".lock";
  private static final String READY = ".ready";

  private final GuestFolder folder;
  private final String own = "jvm-" + UUID.randomUUID();
  private final GuestLock lock;
  private Set<String> written = new TreeSet<>();
  private boolean joined;
  private List<GuestPlace> writtenAt = Collections.emptyList();

  public Members(GuestFolder folder) {
    this.folder = folder;
    this.lock = folder.lock(own + LOCK);
  }

  /**
   * From now on the others wait for this one; to be called again and again, since another may just
   * have looked whether the lock is held, and have taken it for one that was left.
   */
  private void join() throws IOException {
    joined = true;
    if (lock.takeEach() && !folder.exists(own + LOCK)) {
      lock.close();
      lock.takeEach();
    }
  }

  /** Says to the others what this one is ready for: the keys of notices. */
  synchronized void ready(Set<String> keys) throws IOException {
    join();
    List<GuestPlace> places = folder.places();
    if (!keys.equals(written) || !places.equals(writtenAt)) {
      folder.write(own + READY, String.join("\n", keys));
      written = new TreeSet<>(keys);
      writtenAt = places;
    }
  }

  /** Whether each of the others is ready; one that has ended is cleared away. */
  boolean othersReady(String key) throws IOException {
    for (String other : others()) {
      if (!folder.lines(other + READY).contains(key)) {
        return false;
      }
    }
    return true;
  }

  private Set<String> others() throws IOException {
    Set<String> alive = new TreeSet<>();
    for (GuestPlace place : folder.places()) {
      for (String name : place.names("jvm-")) {
        if (name.endsWith(LOCK) && !name.startsWith(own)) {
          String other = name.substring(0, name.length() - LOCK.length());
          if (folder.lock(name).isFree(place)) {
            place.file(other + READY).toFile().delete();
            place.file(name).toFile().delete();
          } else {
            alive.add(other);
          }
        }
      }
    }
    return alive;
  }

  /** The others wait for this one no longer. */
  public synchronized void leave() {
    if (joined) {
      folder.delete(own + READY);
      folder.delete(own + LOCK);
      lock.close();
    }
  }
}
