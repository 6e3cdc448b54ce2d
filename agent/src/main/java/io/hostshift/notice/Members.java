package io.hostshift.notice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The JVMs of this guest that share a folder, and what each of them is ready for. A JVM is there as
 * long as its lock is held.
 */
public final class Members {
  private static final String LOCK = ".lock";
  private static final String READY = ".ready";

  private final GuestFolder folder;
  private final String own = "jvm-" + UUID.randomUUID();
  private final GuestLock lock;
  private Set<String> written = new TreeSet<>();

  public Members(GuestFolder folder) {
    this.folder = folder;
    this.lock = folder.lock(own + LOCK);
  }

  /**
   * From now on the others wait for this one; to be called again and again, since another may just
   * have looked whether the lock is held, and have taken it for one that was left.
   */
  private void join() throws IOException {
    if (lock.take() && !folder.exists(own + LOCK)) {
      lock.close();
      lock.take();
    }
  }

  /** Says to the others what this one is ready for: the keys of notices. */
  synchronized void ready(Set<String> keys) throws IOException {
    join();
    if (!keys.equals(written)) {
      folder.write(own + READY, String.join("\n", keys));
      written = new TreeSet<>(keys);
    }
  }

  /** Whether each of the others is ready; one that has ended is cleared away. */
  boolean othersReady(String key) throws IOException {
    for (String other : others()) {
      if (!Arrays.asList(folder.read(other + READY).split("\n")).contains(key)) {
        return false;
      }
    }
    return true;
  }

  private List<String> others() throws IOException {
    List<String> alive = new ArrayList<>();
    for (String name : folder.names("jvm-")) {
      if (name.endsWith(LOCK) && !name.startsWith(own)) {
        String other = name.substring(0, name.length() - LOCK.length());
        try (GuestLock theirs = folder.lock(name)) {
          if (theirs.take()) {
            folder.delete(other + READY);
            folder.delete(name);
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
    if (lock.held()) {
      folder.delete(own + READY);
      folder.delete(own + LOCK);
      lock.close();
    }
  }
}
