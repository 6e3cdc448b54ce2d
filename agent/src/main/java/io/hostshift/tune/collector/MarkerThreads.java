package io.hostshift.tune.collector;

import io.hostshift.hotspot.Markers;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.function.ToIntFunction;

/**
 * The concurrent markers of G1, by the number that it takes its own from at the start of each
 * cycle: down to one, whatever the threads of the application are.
 */
public final class MarkerThreads implements Setting {
  private static final String LEVER = "the limit of G1's markers";
  private static final String NOT_MADE =
      "G1 makes its markers when it marks for the first time; they follow then";

  private final Markers markers;
  private final int atStart;
  private final ToIntFunction<Target> wanted;

  /**
   * @param atStart how many the JVM was started with
   * @param wanted how many a JVM started there would have
   */
  public MarkerThreads(Markers markers, int atStart, ToIntFunction<Target> wanted) {
    this.markers = markers;
    this.atStart = atStart;
    this.wanted = wanted;
  }

  @Override
  public SettingType type() {
    return G1Markers.TYPE;
  }

  @Override
  public Status plan(Target target) {
    int number = wanted.applyAsInt(target);
    Status status =
        Status.of(type(), atStart, markers.limit(), LEVER, SettingState.APPLIED, "")
            .aimingAt(number)
            .between(1, atStart);
    if (number > atStart) {
      return status.as(SettingState.CEILING, "the JVM was started with no more markers");
    }
    return number < atStart && !markers.made() ? status.as(SettingState.LEFT, NOT_MADE) : status;
  }

  @Override
  public void move(Target target) throws IOException {
    set(Math.min(wanted.applyAsInt(target), atStart));
  }

  @Override
  public void restore() throws IOException {
    set(atStart);
  }

  private void set(int number) throws IOException {
    if (markers.limit() != number) {
      markers.limitTo(number);
    }
  }
}
