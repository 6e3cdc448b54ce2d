package io.hostshift.report.jmx;

/** {@code io.hostshift:type=Watcher}: what watching costs. */
@Description("The watcher itself and what it costs")
public interface WatcherMXBean {
  @Description("Polls since the start")
  @Units("polls")
  long getPolls();

  @Description("The time between two polls at present, in milliseconds")
  @Units("milliseconds")
  long getIntervalMillis();

  @Description("How long the last poll took, in nanoseconds")
  @Units("nanoseconds")
  long getLastPollNanos();

  @Description("Processor time of the agent's own threads, in nanoseconds; -1 if not measured")
  @Units("nanoseconds")
  long getCpuNanos();

  @Description("Whether the watcher is running")
  boolean isRunning();
}
