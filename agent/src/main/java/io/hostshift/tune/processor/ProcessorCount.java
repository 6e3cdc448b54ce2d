package io.hostshift.tune.processor;

import io.hostshift.hotspot.Flag;
import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;

/**
 * What the JVM reports as its processors, by the flag {@code ActiveProcessorCount}.
 *
 * <p>Without it HotSpot asks the system each time and mostly follows by itself; a number is written
 * where a rule wants another one, and where the JVM counts others than it should because it does
 * not see a limit. The flag is read live in every call of {@code availableProcessors()}, by one
 * load, and no structure of the JVM is sized by it after start: any value from 1 is safe at any
 * moment.
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
  private final OwnCount own;
  private final long flagAtStart;
  private final Origin originAtStart;
  private final int atStart;
  private int unseen;

  /**
   * @param headroom whether an explicit flag was only given to size the JVM for the largest host
   * @param own what the JVM counts
   */
  ProcessorCount(Flag flag, boolean headroom, OwnCount own) {
    this.flag = flag;
    this.headroom = headroom;
    this.own = own;
    this.flagAtStart = flag.value();
    this.originAtStart = flag.origin();
    this.atStart = own.reported();
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    int reported = own.reported();
    Status status =
        Status.of(TYPE, atStart, reported, LEVER, SettingState.APPLIED, "")
            .aimingAt(target.processors())
            .from(1);
    if (originAtStart.explicit() && !headroom) {
      return status.as(SettingState.LEFT, Reasons.COMMAND_LINE);
    }
    return flag.value() == FOLLOW_SYSTEM
        ? own.unwritten(reported, target, status)
        : own.written(target, status);
  }

  /** The JVM follows the system, or counts anew without our knowing. */
  @Override
  public boolean changesByItself() {
    return true;
  }

  @Override
  public void move(Target target) throws IOException {
    int wanted = target.processors();
    if (flag.value() == wanted && unseen == wanted) {
      return; // The JVM was left to itself once at this number, and did not find it.
    }
    if (wanted == target.system()) {
      write(FOLLOW_SYSTEM);
    }
    boolean follows = flag.value() == FOLLOW_SYSTEM && own.ask() == wanted;
    unseen = follows || wanted != target.system() ? 0 : wanted;
    if (!follows) {
      write(wanted);
    }
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
