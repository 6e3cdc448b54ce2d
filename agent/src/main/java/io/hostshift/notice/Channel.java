package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import java.io.IOException;
import java.util.List;

/**
 * One way in which a hypervisor announces what it is going to do: a pure parser, and a reader with
 * limits. Called by one thread at a time; its times hold from the end of the last read.
 */
public interface Channel {
  /** Such as {@code azure}. */
  String name();

  /** How moves are announced to whoever is heard here; TRANSPARENT where live moves are not. */
  MigrationModel model();

  /**
   * Asks, or waits for news.
   *
   * @return all that is announced now; what was there before and is missing is over. One whose
   *     phase is over itself is not shown again
   * @throws IOException in words, if nothing was learned
   */
  List<Notice> read() throws IOException;

  /** When to read again after a success, in nanoseconds. */
  long restNanos();

  /** Takes over from another JVM of this guest that had heard these. */
  default void resume(List<Notice> known) {}

  /**
   * Tells the hypervisor that it need not wait any longer.
   *
   * @throws NoticeUnansweredException in words, if it was surely not told and may be told later
   * @throws IOException in words, if it may have been told and has not confirmed it
   */
  default void acknowledge(Notice notice) throws IOException {
    throw new IOException("nobody waits for an answer");
  }

  /** Ends a read that waits for news, from any thread; what is read meanwhile may fail. */
  default void interrupt() {}

  /** Takes back what it has registered; bounded in time. On the thread that reads, at its end. */
  default void close() {}
}
