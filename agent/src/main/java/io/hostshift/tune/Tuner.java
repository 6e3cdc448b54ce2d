package io.hostshift.tune;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.hotspot.DisbelievedException;
import io.hostshift.tune.processor.ProcessorCount;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Brings the settings of this JVM to what a JVM started on this host would have.
 *
 * <p>All methods but {@link #statuses} and {@link #unreached} are called on one thread.
 */
public final class Tuner {
  private final List<Setting> settings;
  private final Statuses statuses = new Statuses();
  private final Rules rules;
  private final Supply supply;
  private final BooleanSupplier killed;
  private volatile boolean observing;
  private final Set<String> drifted = new HashSet<>();
  private final Map<String, String> disbelieved = new HashMap<>();
  private boolean touched;
  private boolean looking;
  private Target last;
  private Capacity lastCapacity = Capacity.UNKNOWN;

  /**
   * @param levers what can be moved in this JVM
   * @param supply how many processors there are
   * @param killed whether nothing may be changed at present
   */
  public Tuner(Levers levers, Rules rules, Supply supply, BooleanSupplier killed) {
    this(levers.settings(), levers.unavailable(), rules, supply, killed);
  }

  public Tuner(
      List<Setting> settings,
      List<Status> unavailable,
      Rules rules,
      Supply supply,
      BooleanSupplier killed) {
    this.settings = new ArrayList<>(settings);
    this.rules = rules;
    this.supply = supply;
    this.killed = killed;
    for (Setting setting : settings) {
      statuses.put(Status.left(setting.type(), "not looked at yet"));
    }
    for (Status status : unavailable) {
      statuses.put(status);
    }
  }

  /** Reports what would be done and does nothing, or does it. */
  public void observe(boolean observe) {
    observing = observe;
  }

  public boolean observing() {
    return observing;
  }

  /** Whether the settings depend on more than the number of processors. */
  public boolean hasRules() {
    return rules != Rules.NONE;
  }

  /** Whether nothing may be changed at present. */
  public boolean killed() {
    return killed.getAsBoolean();
  }

  /** Whether nothing of this JVM may be touched at present, for either reason. */
  public boolean handsOff() {
    return observing() || killed();
  }

  /**
   * Says where the settings stand, without changing any: to be called before anything else.
   *
   * @param profile the host of the start
   */
  public void look(HostProfile profile) {
    Target target = aim(profile);
    for (Setting setting : settings) {
      statuses.put(plan(setting, target).beforehand(Reasons.NEXT_EVENT));
    }
  }

  /**
   * Whether this JVM counts other processors than it should, after a {@link #look}: it does not see
   * what limits it, or was started for another host.
   */
  public boolean miscounted() {
    Status count = statuses.of(ProcessorCount.TYPE.name());
    return count != null && !count.fits() && count.reason().endsWith(Reasons.NEXT_EVENT);
  }

  /** The VM has moved, was restored or was disrupted: to be called before it is retuned. */
  public void moved() {
    supply.moved();
    for (Setting setting : settings) {
      setting.moved();
    }
  }

  /** Retunes everything for this host; the outcome names every setting, changed or not. */
  public List<Outcome> retune(HostProfile profile) {
    Target target = aim(profile);
    boolean mayChange = !observing && !killed();
    List<Outcome> outcomes = new ArrayList<>();
    for (Setting setting : settings) {
      Status plan = plan(setting, target);
      Status now = mayChange ? moved(setting, target, plan) : onlySaid(plan);
      statuses.put(now);
      outcomes.add(Outcome.of(plan, now));
    }
    for (Status other : statuses.others(outcomes)) {
      outcomes.add(Outcome.of(other, other));
    }
    return outcomes;
  }

  private Target aim(HostProfile profile) {
    last = target(profile);
    lastCapacity = profile.capacity();
    looking = true;
    drifted.clear();
    return last;
  }

  private Target target(HostProfile profile) {
    return rules.target(profile, supply);
  }

  /** One that cannot tell how it stands must not keep the others from being retuned. */
  private Status plan(Setting setting, Target target) {
    String doubt = disbelieved.get(setting.name());
    try {
      Status plan = setting.plan(target);
      return doubt == null ? plan : plan.as(SettingState.LEFT, doubt);
    } catch (RuntimeException | LinkageError e) {
      return statuses.of(setting.name()).as(SettingState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Status moved(Setting setting, Target target, Status plan) {
    if (plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED) {
      return plan;
    }
    try {
      setting.move(target);
      touched = true;
      return setting.plan(target).readBack();
    } catch (DisbelievedException e) {
      return leave(setting, e);
    } catch (IOException | RuntimeException | LinkageError e) {
      return plan.failed(String.valueOf(e.getMessage()));
    }
  }

  /** What the JVM itself says otherwise is left from now on. */
  private Status leave(Setting setting, DisbelievedException e) {
    disbelieved.put(setting.name(), e.getMessage());
    return plan(setting, last);
  }

  private Status onlySaid(Status plan) {
    if (plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED) {
      return plan;
    }
    return observing
        ? plan.as(SettingState.OBSERVED, "mode is observe")
        : plan.as(SettingState.LEFT, "the kill switch is on");
  }

  /** At each poll: why there are other numbers now than the settings were last moved to, if so. */
  public String supplyChanged() {
    return supply.changed();
  }

  /** See {@link Supply#unsound}. */
  public String unsound(HostProfile profile) {
    return supply.unsound(profile);
  }

  /** At each poll: levers that depend on the size of the heap follow it. */
  public void follow() {
    if (!looking || !touched || observing || killed()) {
      return;
    }
    for (Setting setting : settings) {
      follow(setting);
    }
  }

  private boolean follow(Setting setting) {
    try {
      setting.lookAgain();
      return true;
    } catch (DisbelievedException e) {
      statuses.put(leave(setting, e));
      return false;
    } catch (IOException | RuntimeException e) {
      statuses.put(
          statuses.of(setting.name()).as(SettingState.FAILED, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /**
   * Now and then: also what has become of all settings is said, such as a floor that has risen with
   * the application's threads. What was moved and no longer has its target at two looks is moved
   * again, once.
   *
   * @param profile the host as it was read last
   */
  public void lookAgain(HostProfile profile) {
    if (!looking || observing || killed()) {
      return;
    }
    for (Setting setting : settings) {
      boolean follows = !touched || follow(setting);
      if (follows && mayHaveChanged(setting)) {
        statuses.put(seenAgain(setting, profile));
      }
    }
  }

  private boolean mayHaveChanged(Setting setting) {
    SettingState state = statuses.of(setting.name()).state();
    return state == SettingState.LEFT
        ? setting.changesByItself() || drifted.contains(setting.name())
        : state != SettingState.FAILED && (touched || setting.changesByItself());
  }

  private Status seenAgain(Setting setting, HostProfile profile) {
    Status plan = plan(setting, last);
    boolean drift = plan.state() == SettingState.APPLIED && !plan.fits();
    // Where the host has changed and that has to wait, the last target is none to go back to.
    if (!touched || !drift || lastCapacity.differsFrom(profile.capacity())) {
      drifted.remove(setting.name());
      return plan.beforehand(Reasons.NEXT_EVENT);
    }
    return drifted.add(setting.name())
        ? plan.beforehand("it is set again at the next look")
        : moved(setting, last, plan);
  }

  /** Puts back what was when the JVM had started. */
  public void restore(HostProfile profile) {
    for (Setting setting : settings) {
      Status status;
      try {
        setting.restore();
        status = setting.plan(target(profile));
        status =
            status.state() == SettingState.LEFT ? status : status.as(SettingState.LEFT, "restored");
      } catch (IOException | RuntimeException | LinkageError e) {
        status =
            statuses
                .of(setting.name())
                .as(SettingState.FAILED, "could not be restored: " + e.getMessage());
      }
      statuses.put(status);
    }
    touched = false;
    looking = false;
  }

  /** What keeps an earlier value and cannot be reached, such as a static final field, by name. */
  public List<String> unreached() {
    List<String> unreached = new ArrayList<>();
    for (Setting setting : settings) {
      unreached.addAll(setting.unreached());
    }
    return unreached;
  }

  /** As they stood after the last look. */
  public List<Status> statuses() {
    List<Status> all = statuses.all();
    for (Setting setting : settings) {
      all.replaceAll(told -> told.name().equals(setting.name()) ? setting.asOfNow(told) : told);
    }
    return all;
  }
}
