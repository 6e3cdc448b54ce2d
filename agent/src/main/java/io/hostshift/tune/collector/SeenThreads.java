package io.hostshift.tune.collector;

import io.hostshift.tune.setting.Seen;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.function.Supplier;

/** A collector's threads, with those that were seen at work beside those that they may be. */
final class SeenThreads implements Setting {
  private final Setting threads;
  private final Supplier<Seen> seen;

  SeenThreads(Setting threads, Supplier<Seen> seen) {
    this.threads = threads;
    this.seen = seen;
  }

  @Override
  public SettingType type() {
    return threads.type();
  }

  @Override
  public Status plan(Target target) {
    return threads.plan(target).seeing(seen.get());
  }

  @Override
  public void move(Target target) throws IOException {
    threads.move(target);
  }

  @Override
  public void restore() throws IOException {
    threads.restore();
  }

  @Override
  public void lookAgain() throws IOException {
    threads.lookAgain();
  }

  /** Each collection may use another number. */
  @Override
  public boolean changesByItself() {
    return true;
  }
}
