package io.hostshift.tune.collector;

import io.hostshift.ergonomics.DefaultCollector;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;

/**
 * A collector's threads, where nobody named the collector and a JVM started here would have chosen
 * another: that cannot be made up for, and is said.
 */
public final class ChosenCollector implements Setting {
  private final Setting threads;
  private final DefaultCollector chosen;
  private final int version;

  /**
   * @param chosen what the JVM chose at its start
   * @param version of Java: 8, 11, 17, …
   */
  public ChosenCollector(Setting threads, DefaultCollector chosen, int version) {
    this.threads = threads;
    this.chosen = chosen;
    this.version = version;
  }

  @Override
  public SettingType type() {
    return threads.type();
  }

  @Override
  public Status plan(Target target) {
    Status status = threads.plan(target);
    // The memory is taken to be enough: it is not what a host's change takes away.
    DefaultCollector here = DefaultCollector.of(version, target.processors(), Long.MAX_VALUE);
    if (here == chosen || status.state() == SettingState.LEFT) {
      return status;
    }
    String said = "a JVM started here would choose the collector " + here;
    return status.as(
        status.state(), status.reason().isEmpty() ? said : status.reason() + "; " + said);
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
}
