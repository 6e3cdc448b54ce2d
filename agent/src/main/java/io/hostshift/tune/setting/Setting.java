package io.hostshift.tune.setting;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** One thing that is retuned. Its methods are called on one thread. */
public interface Setting {
  /** The same as long as it lives. */
  SettingType type();

  /** As in configuration and rules. */
  default String name() {
    return type().name();
  }

  /**
   * Where it is, where it should go, and how far it can: {@link SettingState#APPLIED} if the target
   * can be had, {@link SettingState#FLOOR} or {@link SettingState#CEILING} if only that can, {@link
   * SettingState#LEFT} if it is to stay. Changes nothing.
   */
  Status plan(Target target);

  /**
   * Goes as near to the target as its plan said.
   *
   * @throws IOException if that failed, with the reason
   */
  void move(Target target) throws IOException;

  /**
   * Puts back what was when the JVM had started.
   *
   * @throws IOException if that failed, with the reason
   */
  void restore() throws IOException;

  /** Called at each poll: a lever that depends on the heap's size may have to follow it. */
  default void lookAgain() throws IOException {}

  /** Whether the JVM may change it at any time, so that it is looked at also before it is moved. */
  default boolean changesByItself() {
    return false;
  }

  /**
   * How it stands now, where that may be otherwise than it was last told; by any thread.
   *
   * @param told how it stood after the last look
   */
  default Status asOfNow(Status told) {
    return told;
  }

  /** The VM has moved, was restored or was disrupted: called before it is retuned for that. */
  default void moved() {}

  /** What keeps an earlier value and cannot be reached, by name; may be called by any thread. */
  default List<String> unreached() {
    return Collections.emptyList();
  }
}
