package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The sources that may have to wait: block devices, child processes, servers.
 *
 * <p>They are stepped on a thread of their own, and what they say is confirmed there by a second
 * read, so that the local sources never wait for them.
 */
public final class BlockingWatch {
  private final List<SourceWatch> sources = new ArrayList<>();
  private final NanoClock clock;
  private final Queue<Reading> answers = new ConcurrentLinkedQueue<>();
  private volatile List<SourceStatus> statuses = new ArrayList<>();

  public BlockingWatch(List<Source> blocking, NanoClock clock) {
    for (Source source : blocking) {
      sources.add(new SourceWatch(source));
    }
    this.clock = clock;
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /**
   * Reads all of them once; on the blocking thread.
   *
   * @param profile the watcher's latest
   * @return whether one of them seems to have changed and must be read again soon
   */
  public boolean step(Supplier<HostProfile> profile) {
    boolean suspect = false;
    List<SourceStatus> now = new ArrayList<>();
    for (SourceWatch watch : sources) {
      Reading reading = watch.poll(profile.get(), clock);
      if (reading != null) {
        answers.add(reading);
      }
      suspect |= watch.suspect();
      now.add(SourceStatus.of(watch.source().name(), watch.last(), watch.readNanos()));
    }
    statuses = now;
    return suspect;
  }

  /** Whether something was said that {@link #drain} has not yet taken. */
  public boolean hasAnswers() {
    return !answers.isEmpty();
  }

  /** What was said since the last call; on the watcher's thread. */
  public List<Reading> drain() {
    List<Reading> drained = new ArrayList<>();
    for (Reading answer = answers.poll(); answer != null; answer = answers.poll()) {
      drained.add(answer);
    }
    return drained;
  }

  public List<SourceStatus> sources() {
    return statuses;
  }
}
