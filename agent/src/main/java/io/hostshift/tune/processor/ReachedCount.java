package io.hostshift.tune.processor;

import io.hostshift.instrument.processor.KernelReaders;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** The count of processors, with who counts them past the JVM among those that it cannot reach. */
final class ReachedCount implements Setting {
  private final Setting count;
  private final Instrumentation instrumentation;

  ReachedCount(Setting count, Instrumentation instrumentation) {
    this.count = count;
    this.instrumentation = instrumentation;
  }

  @Override
  public SettingType type() {
    return count.type();
  }

  @Override
  public Status plan(Target target) {
    return count.plan(target);
  }

  @Override
  public void move(Target target) throws IOException {
    count.move(target);
  }

  @Override
  public void restore() throws IOException {
    count.restore();
  }

  @Override
  public void lookAgain() throws IOException {
    count.lookAgain();
  }

  @Override
  public boolean changesByItself() {
    return count.changesByItself();
  }

  @Override
  public void moved() {
    count.moved();
  }

  @Override
  public Status asOfNow(Status told) {
    return count.asOfNow(told);
  }

  @Override
  public List<String> unreached() {
    List<String> unreached = new ArrayList<>(count.unreached());
    unreached.addAll(KernelReaders.in(instrumentation));
    return unreached;
  }
}
