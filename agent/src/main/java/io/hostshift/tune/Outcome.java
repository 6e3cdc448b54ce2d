package io.hostshift.tune;

import io.hostshift.tune.setting.Status;
import java.util.List;

/** What a retuning did to one setting. */
public final class Outcome {
  private final Long before;
  private final Status status;

  Outcome(Long before, Status status) {
    this.before = before;
    this.status = status;
  }

  /** One that another agent has told of. */
  public static Outcome known(Long before, Status status) {
    return new Outcome(before, status);
  }

  /** The value before this retuning; null if the setting has none. */
  public Long before() {
    return before;
  }

  public Status status() {
    return status;
  }

  /** The same, seen from before an earlier retuning of the same setting. */
  public Outcome since(List<Outcome> earlier) {
    for (Outcome first : earlier) {
      if (first.status.name().equals(status.name())) {
        return new Outcome(first.before, status);
      }
    }
    return this;
  }

  /** Whether the value is another one than before. */
  public boolean changed() {
    return before != null && !before.equals(status.current());
  }
}
