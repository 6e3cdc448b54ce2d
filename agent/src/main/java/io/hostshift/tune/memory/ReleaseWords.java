package io.hostshift.tune.memory;

import io.hostshift.memory.MemoryUse;
import io.hostshift.memory.Released;
import io.hostshift.tune.setting.Unit;

/** What came of giving memory back, in one line for people. */
public final class ReleaseWords {
  private ReleaseWords() {}

  /** Such as {@code collected once in 40 ms; heap 700 MiB to 32 MiB, resident 812 MiB to …}. */
  public static String of(Released released) {
    MemoryUse before = released.before();
    MemoryUse after = released.after();
    String times =
        released.collections() == 1 ? "once" : String.valueOf(released.collections()) + " times";
    String numbers =
        "heap "
            + fromTo(before.heapCommitted(), after.heapCommitted())
            + ", resident "
            + fromTo(before.resident(), after.resident());
    String what =
        released.collections() == 0
            ? numbers
            : "collected " + times + " in " + released.millis() + " ms; " + numbers;
    return released.reason().isEmpty() ? what : what + "; " + released.reason();
  }

  private static String fromTo(long before, long after) {
    return text(before) + " to " + text(after);
  }

  private static String text(long bytes) {
    return Unit.BYTES.text(bytes == 0 ? null : bytes);
  }
}
