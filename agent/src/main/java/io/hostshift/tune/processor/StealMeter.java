package io.hostshift.tune.processor;

import io.hostshift.base.NanoClock;
import io.hostshift.source.capacity.StealTime;
import java.util.OptionalInt;

/** Measures what the host really gives, as often as that needs; only where a rule asks for it. */
public final class StealMeter {
  private final StealTime time;
  private final StealWindow window;
  private final NanoClock clock;
  private boolean sampled;
  private long sampledNanos;
  private OptionalInt answered = OptionalInt.empty();
  private int answeredOf;

  public StealMeter(StealTime time, StealWindow window, NanoClock clock) {
    this.time = time;
    this.window = window;
    this.clock = clock;
  }

  /**
   * One step, at each poll.
   *
   * @return whether the answer has become another one since it was last asked for
   */
  boolean step() {
    long now = clock.nanos();
    if (sampled && now - sampledNanos < window.sampleNanos()) {
      return false;
    }
    sampled = true;
    sampledNanos = now;
    if (time.read()) {
      window.step(now, time.stolen(), time.total());
    }
    return answeredOf > 0 && !window.processors(answeredOf).equals(answered);
  }

  /** See {@link io.hostshift.tune.setting.Supply#delivered}. */
  OptionalInt processors(int system) {
    answeredOf = system;
    answered = window.processors(system);
    return answered;
  }

  /** What was measured belongs to the host before. */
  void forget() {
    window.forget();
  }
}
