package io.hostshift.watch;

/** Hears of events on the watcher's thread, in order. */
public interface EventListener {
  /** A new event, or one that further identifiers have joined: same sequence, more changes. */
  void changed(Event event);

  /** Nothing joins this event any more. */
  void settled(Event event);
}
