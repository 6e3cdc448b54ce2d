package io.hostshift.watch;

import io.hostshift.base.NanoClock;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The sources that may have to wait: block devices, child processes, servers.
 *
 * <p>Each is stepped on a thread of its own, and what it says is confirmed there by a second read,
 * so that neither the local sources nor the others of its kind wait for it.
 */
public final class BlockingWatch {
  private final List<BlockingStep> steps = new ArrayList<>();
  private final Queue<Reading> answers = new ConcurrentLinkedQueue<>();

  /**
   * @param intervalNanos between two reads of those that have no pace of their own
   */
  public BlockingWatch(List<Source> blocking, NanoClock clock, long intervalNanos) {
    for (Source source : blocking) {
      steps.add(new BlockingStep(source, clock, intervalNanos, answers));
    }
  }

  /** One for each source. */
  public List<BlockingStep> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** Whether something was said that {@link #drain} has not yet taken. */
  public boolean hasAnswers() {
    return !answers.isEmpty();
  }

  /** What was said since the last call; on the watcher's thread. */
  public List<Reading> drain() {
    if (answers.isEmpty()) {
      return Collections.emptyList();
    }
    List<Reading> drained = new ArrayList<>();
    for (Reading answer = answers.poll(); answer != null; answer = answers.poll()) {
      drained.add(answer);
    }
    return drained;
  }

  /** How each stands that has been read. */
  public List<SourceStatus> sources() {
    List<SourceStatus> statuses = new ArrayList<>();
    for (BlockingStep step : steps) {
      SourceStatus status = step.status();
      if (status != null) {
        statuses.add(status);
      }
    }
    return statuses;
  }
}
