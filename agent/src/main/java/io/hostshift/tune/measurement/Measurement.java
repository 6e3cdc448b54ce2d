package io.hostshift.tune.measurement;

import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was accumulated on the host before, and would be taken for this one's: it begins anew after
 * a move, a restore or a disruption.
 *
 * <p>What the JVM measured at its start stays: the rate by which JFR converts ticks, the
 * processor's features and cache lines that compiled code was made for, and NUMA nodes. What the
 * collectors measure of their own pauses follows by itself.
 */
public final class Measurement implements Setting {
  public static final SettingType TYPE =
      SettingType.other("measurement", Unit.NONE).choosing(Peaks.NAME, RecordingChunk.NAME);

  private final List<Repair> repairs;
  private boolean due;
  private String done = "";

  public Measurement(List<Repair> repairs) {
    this.repairs = new ArrayList<>(repairs);
  }

  /** With the parts that were picked, or with all where none was. */
  public static Made made(ThisJvm jvm) {
    List<Repair> all = Arrays.asList(new Peaks(), new RecordingChunk());
    List<Repair> picked = new ArrayList<>(all);
    picked.removeIf(repair -> !jvm.picks(TYPE, repair.name()));
    return Made.of(new Measurement(picked.isEmpty() ? all : picked));
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  /** From now on there is something to be done at the next {@link #move}. */
  @Override
  public void moved() {
    due = true;
  }

  @Override
  public Status plan(Target target) {
    String lever = names();
    if (due) {
      return Status.of(TYPE, lever, SettingState.APPLIED, "to begin anew");
    }
    return done.isEmpty()
        ? Status.of(TYPE, lever, SettingState.LEFT, "nothing has moved yet")
        : Status.of(TYPE, lever, SettingState.APPLIED, done);
  }

  private String names() {
    List<String> names = new ArrayList<>();
    for (Repair repair : repairs) {
      names.add(repair.name());
    }
    return String.join(", ", names);
  }

  @Override
  public void move(Target target) throws IOException {
    if (!due) {
      return;
    }
    due = false;
    List<String> results = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Repair repair : repairs) {
      try {
        String result = repair.apply();
        if (!result.isEmpty()) {
          results.add(result);
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    results.addAll(failures);
    done = results.isEmpty() ? "there was nothing to begin anew" : String.join("; ", results);
    if (!failures.isEmpty()) {
      throw new IOException(done);
    }
  }

  /** What was forgotten cannot be brought back. */
  @Override
  public void restore() {
    due = false;
    done = "";
  }
}
