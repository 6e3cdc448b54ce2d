package io.hostshift.tune.collector;

import io.hostshift.tune.setting.Seen;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.util.function.Supplier;

/** A collector's threads, with those that were seen at work beside those that they may be. */
final class SeenThreads extends AroundThreads {
  private final Supplier<Seen> seen;

  SeenThreads(Setting threads, Supplier<Seen> seen) {
    super(threads);
    this.seen = seen;
  }

  @Override
  public Status plan(Target target) {
    return threads.plan(target).seeing(seen.get());
  }

  /** Each collection may use another number. */
  @Override
  public boolean changesByItself() {
    return true;
  }
}
