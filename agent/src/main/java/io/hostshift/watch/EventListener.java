package io.hostshift.watch;

import io.hostshift.host.HostProfile;

/** Hears of events on the watcher's thread, in order. */
public interface EventListener {
  /** A new event, or one that further identifiers have joined: same sequence, more changes. */
  void changed(Event event);

  /** No event, but more is known of the VM and its host than before. */
  default void learned(HostProfile profile) {}

  /** Nothing joins this event any more. */
  void settled(Event event);
}
