package io.hostshift.tune.processor;

import io.hostshift.instrument.processor.ProcessorHook;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the application and the JDK are told as the number of processors, by hooks in the code that
 * asks. The JVM itself is not told.
 *
 * <p>While the system's own number is wanted nothing is hooked, or the hooks let the JVM answer.
 */
public final class HookedCount implements Setting {
  /** Picks hooks, also where the flag could be written. */
  public static final String CHOICE = "hook";

  private final ProcessorHook hook;
  private final BooleanSupplier explicit;
  private final boolean headroom;
  private final OwnCount own;
  private final String because;
  private final int atStart;

  /**
   * @param explicit whether the number was set on the command line
   * @param headroom whether that was only done to size the JVM for the largest host
   * @param own what the JVM counts, which no hook changes
   * @param because why it is not the flag; empty if hooks were asked for
   */
  HookedCount(
      ProcessorHook hook,
      BooleanSupplier explicit,
      boolean headroom,
      OwnCount own,
      String because) {
    this.hook = hook;
    this.explicit = explicit;
    this.headroom = headroom;
    this.own = own;
    this.because = because;
    this.atStart = own.reported();
  }

  @Override
  public SettingType type() {
    return ProcessorCount.TYPE;
  }

  @Override
  public Status plan(Target target) {
    int reported = own.ask();
    boolean hooked = hook.number() > 0;
    Status status =
        Status.of(
                type(),
                atStart,
                hooked ? hook.number() : reported,
                hook.lever(),
                SettingState.APPLIED,
                remarks())
            .aimingAt(target.processors())
            .from(1);
    if (explicit.getAsBoolean()) {
      return headroom ? status : status.as(SettingState.LEFT, Reasons.COMMAND_LINE);
    }
    return hooked ? status : own.unwritten(reported, target, status);
  }

  private boolean follows(Target target) {
    return own.reported() == target.processors() && !explicit.getAsBoolean();
  }

  /** The JVM follows the system, or counts anew without our knowing. */
  @Override
  public boolean changesByItself() {
    return true;
  }

  private String remarks() {
    List<String> remarks = new ArrayList<>();
    if (!because.isEmpty()) {
      remarks.add("not by the flag: " + because);
    }
    if (!hook.failure().isEmpty()) {
      remarks.add(hook.failure());
    }
    int unreached = hook.unreached().size();
    if (unreached > 0) {
      remarks.add(
          unreached
              + (unreached == 1 ? " constant" : " constants")
              + " may keep an earlier number, see Unreached");
    }
    return String.join("; ", remarks);
  }

  @Override
  public void move(Target target) throws IOException {
    hook.answer(follows(target) ? 0 : target.processors());
  }

  @Override
  public void restore() throws IOException {
    hook.remove();
  }

  @Override
  public List<String> unreached() {
    return hook.unreached();
  }
}
