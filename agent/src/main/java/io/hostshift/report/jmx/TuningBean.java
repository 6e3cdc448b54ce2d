package io.hostshift.report.jmx;

import io.hostshift.report.Control;
import io.hostshift.tune.memory.ReleaseWords;
import io.hostshift.tune.pool.PoolStatus;
import io.hostshift.tune.setting.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** See {@link TuningMXBean}. */
final class TuningBean implements TuningMXBean {
  private static final String OBSERVE = "observe";
  private static final String RETUNE = "retune";

  private final Control control;

  TuningBean(Control control) {
    this.control = control;
  }

  @Override
  public SettingView[] getSettings() {
    List<Status> statuses = control.settings();
    SettingView[] views = new SettingView[statuses.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new SettingView(statuses.get(i));
    }
    return views;
  }

  @Override
  public Map<String, SettingView> getSettingsByName() {
    Map<String, SettingView> views = new TreeMap<>();
    for (Status status : control.settings()) {
      views.put(status.name(), new SettingView(status));
    }
    return views;
  }

  @Override
  public MemoryView getMemory() {
    return new MemoryView(control.memory());
  }

  @Override
  public String release(long bytes) {
    return ReleaseWords.of(control.release(bytes));
  }

  @Override
  public PoolView[] getPools() {
    List<PoolStatus> pools = control.pools();
    PoolView[] views = new PoolView[pools.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new PoolView(pools.get(i));
    }
    return views;
  }

  @Override
  public String[] getUnreached() {
    return control.unreached().toArray(new String[0]);
  }

  @Override
  public String getMode() {
    return control.observing() ? OBSERVE : RETUNE;
  }

  @Override
  public void setMode(String mode) {
    if (!OBSERVE.equals(mode) && !RETUNE.equals(mode)) {
      throw new IllegalArgumentException(
          "mode=" + mode + " is not accepted; accepted is retune or observe");
    }
    control.observe(OBSERVE.equals(mode));
  }

  @Override
  public void retune() {
    control.retune();
  }

  @Override
  public void restore() {
    control.restore();
  }
}
