package io.hostshift.notice;

import io.hostshift.base.BackOff;
import io.hostshift.base.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A channel stepped by a clock that is moved, with what it said. Readiness is as people make it.
 */
final class NoticeBench {
  private final FakeClock clock;
  private final List<Notice> heard = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Readiness readiness;
  private final NoticeStep step;
  private long rest;

  NoticeBench(Channel channel, FakeClock clock, Function<Readiness, Answering> answering) {
    this.clock = clock;
    readiness = new Readiness(clock::nanos);
    step =
        new NoticeStep(
            channel,
            answering.apply(readiness),
            clock::nanos,
            clock::millis,
            () -> new BackOff(() -> 0.5),
            this::hear,
            complaints::add);
  }

  private void hear(List<Notice> news) {
    for (Notice notice : news) {
      boolean first = heard.stream().noneMatch(known -> known.key().equals(notice.key()));
      heard.add(notice);
      if (first) {
        readiness.told(notice, notice.limitMillis() - clock.millis(), false);
      }
    }
  }

  /** One step, now. */
  NoticeBench step() {
    rest = step.take();
    return this;
  }

  /** Steps as the agent's thread would, for this time. */
  NoticeBench run(long millis) {
    long end = clock.millis() + millis;
    while (clock.millis() < end) {
      step();
      clock.advanceNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), rest));
    }
    return this;
  }

  /** All that was said, in order. */
  List<Notice> heard() {
    return heard;
  }

  Notice last() {
    return heard.get(heard.size() - 1);
  }

  List<String> complaints() {
    return complaints;
  }

  Readiness readiness() {
    return readiness;
  }

  NoticeStep channel() {
    return step;
  }
}
