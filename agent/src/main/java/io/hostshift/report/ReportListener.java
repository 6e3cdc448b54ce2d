package io.hostshift.report;

import io.hostshift.host.Capacity;
import io.hostshift.tune.Outcome;
import java.util.List;

/** Is told of events and what was done about them, on the agent's thread, in order. */
public interface ReportListener {
  /** An event is about to change; nothing was retuned for that yet. */
  default void noticing() {}

  /**
   * An event is new, or its verdict is another than before.
   *
   * @param sentence the event in one line for people
   */
  default void opened(Report report, String sentence) {}

  /**
   * A new event, or a known one that more has joined.
   *
   * @param raised whether it is new or its verdict is another than before
   */
  default void changed(Report report, boolean raised) {}

  /**
   * Settings were looked at, for another reason than that an event has just changed.
   *
   * @param sequence of the event that had to wait for it; 0 for none
   */
  default void retuned(long sequence, List<Outcome> outcomes) {}

  /** An event whose retuning had to wait has been retuned for. */
  default void retunedLater(Report report) {}

  /**
   * Settings were moved without an event.
   *
   * @param why in words
   */
  default void retunedWithoutEvent(String why, List<Outcome> outcomes) {}

  /**
   * The processor lacks what this JVM may have compiled code for.
   *
   * @param message what it lacks, and what helps
   */
  default void featuresLost(String message) {}

  /**
   * The heap may outgrow the memory that there is now, or it no longer may.
   *
   * @param warning a sentence; empty where it no longer may
   * @param largest bytes that the heap may grow to
   * @param capacity of the host, as it was read
   */
  default void memory(String warning, long largest, Capacity capacity) {}

  /**
   * What the JVM does is no longer right on this host.
   *
   * @param message why, and what helps
   */
  default void unsound(String message) {}

  /** Nothing joins this event any more. */
  default void settled(Report report) {}
}
