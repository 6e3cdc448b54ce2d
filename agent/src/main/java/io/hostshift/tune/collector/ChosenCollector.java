package io.hostshift.tune.collector;

import io.hostshift.ergonomics.DefaultCollector;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;

/**
 * A collector's threads, where nobody named the collector and a JVM started here would have chosen
 * another: that cannot be made up for, and is said.
 */
public final class ChosenCollector extends AroundThreads {
  private final DefaultCollector chosen;
  private final int version;

  /**
   * @param chosen what the JVM chose at its start
   * @param version of Java: 8, 11, 17, …
   */
  public ChosenCollector(Setting threads, DefaultCollector chosen, int version) {
    super(threads);
    this.chosen = chosen;
    this.version = version;
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
}
