package io.hostshift.tune;

import io.hostshift.tune.setting.Status;
import java.util.List;

/** What a retuning did to one setting. */
public final class Outcome {
  private final Long before;
  private final Long nowBefore;
  private final Status status;

  private Outcome(Long before, Long nowBefore, Status status) {
    this.before = before;
    this.nowBefore = nowBefore;
    this.status = status;
  }

  static Outcome of(Status before, Status after) {
    return new Outcome(before.current(), before.now(), after);
  }

  /** One that another agent has told of. */
  public static Outcome known(Long before, Long nowBefore, Status status) {
    return new Outcome(before, nowBefore, status);
  }

  /** The value before this retuning; null if the setting has none. */
  public Long before() {
    return before;
  }

  /** What it came to before, by the JVM's own rule; see {@link Status#now}. */
  public Long nowBefore() {
    return nowBefore;
  }

  public Status status() {
    return status;
  }

  /** The same, seen from before an earlier retuning of the same setting. */
  public Outcome since(List<Outcome> earlier) {
    for (Outcome first : earlier) {
      if (first.status.name().equals(status.name())) {
        return new Outcome(first.before, first.nowBefore, status);
      }
    }
    return this;
  }

  /** Whether it is set to another value than before, with an effect or without. */
  boolean moved() {
    return before != null && !before.equals(status.current());
  }

  /** Whether anything is otherwise than before: a number that has no effect is no change. */
  public boolean changed() {
    return nowBefore != null && !nowBefore.equals(status.now());
  }
}
