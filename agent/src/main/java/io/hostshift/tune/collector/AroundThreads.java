package io.hostshift.tune.collector;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.List;

/** Wraps the setting of a collector's threads, and adds to what that says of itself. */
abstract class AroundThreads implements Setting {
  final Setting threads;

  AroundThreads(Setting threads) {
    this.threads = threads;
  }

  @Override
  public SettingType type() {
    return threads.type();
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

  @Override
  public boolean changesByItself() {
    return threads.changesByItself();
  }

  @Override
  public Status asOfNow(Status told) {
    return threads.asOfNow(told);
  }

  @Override
  public void moved() {
    threads.moved();
  }

  @Override
  public List<String> unreached() {
    return threads.unreached();
  }
}
