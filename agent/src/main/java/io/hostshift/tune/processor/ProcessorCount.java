package io.hostshift.tune.processor;

import io.hostshift.hotspot.Flag;
import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.State;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.function.IntSupplier;

/**
 * What the JVM reports as its processors, by the flag {@code ActiveProcessorCount}.
 *
 * <p>Without it HotSpot asks the system each time and so follows by itself; a number is written
 * only where a rule wants another one. The flag is read live in every call of {@code
 * availableProcessors()}, by one load, and no structure of the JVM is sized by it after start: any
 * value from 1 is safe at any moment.
 */
public final class ProcessorCount implements Setting {
  /** The setting, whether the flag or hooks move it. */
  public static final SettingType TYPE =
      SettingType.number("processors", Unit.PROCESSORS)
          .choosing(ProcessorCount.CHOICE, HookedCount.CHOICE);

  /** Picks the flag, and nothing where it cannot be written. */
  public static final String CHOICE = "flag";

  public static final String FLAG = "ActiveProcessorCount";
  private static final String LEVER = "flag " + FLAG;
  private static final long FOLLOW_SYSTEM = -1;

  private final Flag flag;
  private final boolean headroom;
  private final IntSupplier reported;
  private final long flagAtStart;
  private final Origin originAtStart;
  private final int atStart;

  /**
   * @param headroom whether an explicit flag was only given to size the JVM for the largest host
   * @param reported what the JVM reports now
   */
  public ProcessorCount(Flag flag, boolean headroom, IntSupplier reported) {
    this.flag = flag;
    this.headroom = headroom;
    this.reported = reported;
    this.flagAtStart = flag.value();
    this.originAtStart = flag.origin();
    this.atStart = reported.getAsInt();
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    int wanted = target.processors();
    Status status =
        Status.of(TYPE, atStart, reported.getAsInt(), LEVER, State.APPLIED, "")
            .aimingAt(wanted)
            .from(1);
    if (originAtStart.explicit() && !headroom) {
      return status.as(State.LEFT, Reasons.COMMAND_LINE);
    }
    return follows(target) ? status.as(State.APPLIED, "the JVM follows the system") : status;
  }

  private static boolean follows(Target target) {
    return target.processors() == target.system();
  }

  @Override
  public void move(Target target) throws IOException {
    write(follows(target) ? FOLLOW_SYSTEM : target.processors());
  }

  @Override
  public void restore() throws IOException {
    write(flagAtStart);
  }

  private void write(long value) throws IOException {
    if (flag.value() != value) {
      flag.write(value);
    }
  }
}
