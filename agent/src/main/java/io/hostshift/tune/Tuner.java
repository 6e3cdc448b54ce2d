package io.hostshift.tune;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.hotspot.DisbelievedException;
import io.hostshift.tune.guard.Finding;
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
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
  private final Restraint restraint;
  private final SecondLook secondLook = new SecondLook();
  private final Doubts doubts = new Doubts();
  private final Undo undo;
  private final Restoration restoration;
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
    this.restraint = new Restraint(killed);
    this.undo = new Undo(this.settings, statuses, doubts);
    this.restoration = new Restoration(this.settings, statuses);
    for (Setting setting : settings) {
      statuses.put(Status.left(setting.type(), "not looked at yet"));
    }
    for (Status status : unavailable) {
      statuses.put(status);
    }
  }

  /**
   * Only observes for a while, whatever the mode.
   *
   * @param reason why; empty as long as it need not be
   */
  public void observeWhile(Supplier<String> reason) {
    restraint.observeWhile(reason);
  }

  /** Why it is only observed, whatever the mode; empty if it is not. */
  String doubt() {
    return restraint.doubt();
  }

  /** Reports what would be done and does nothing, or does it. */
  public void observe(boolean observe) {
    restraint.observe(observe);
  }

  public boolean observing() {
    return restraint.observing();
  }

  /** Whether the settings depend on more than the number of processors. */
  public boolean hasRules() {
    return rules != Rules.NONE;
  }

  /** Whether nothing may be changed at present. */
  public boolean killed() {
    return restraint.killed();
  }

  /** Whether nothing of this JVM may be touched at present, for either reason. */
  public boolean handsOff() {
    return restraint.onAll();
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
    undo.aimAt(target);
    List<Outcome> outcomes = new ArrayList<>();
    for (Setting setting : settings) {
      Status plan = plan(setting, target);
      Status held = restraint.held(plan);
      Status now = held == null ? moved(setting, target, plan) : held;
      statuses.put(now);
      outcomes.add(Outcome.of(plan, now));
    }
    for (Status other : statuses.others(outcomes)) {
      outcomes.add(Outcome.of(other, other));
    }
    return outcomes;
  }

  private Target aim(HostProfile profile) {
    last = rules.target(profile, supply);
    lastCapacity = profile.capacity();
    looking = true;
    secondLook.aimed();
    return last;
  }

  /** One that cannot tell how it stands must not keep the others from being retuned. */
  private Status plan(Setting setting, Target target) {
    try {
      return doubts.on(setting.plan(target));
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
    doubts.disbelieve(setting.name(), e.getMessage());
    return plan(setting, last);
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
    if (!looking || !touched || handsOff()) {
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
    if (!looking || handsOff()) {
      return;
    }
    for (Setting setting : settings) {
      boolean follows = !touched || follow(setting);
      SettingState state = statuses.of(setting.name()).state();
      if (follows && secondLook.mayHaveChanged(setting, state, touched)) {
        statuses.put(seenAgain(setting, profile));
      }
    }
  }

  private Status seenAgain(Setting setting, HostProfile profile) {
    // Where the host has changed and that has to wait, the last target is none to go back to.
    boolean maySet = touched && !lastCapacity.differsFrom(profile.capacity());
    Status plan = plan(setting, last);
    return secondLook.of(plan, maySet, () -> moved(setting, last, plan));
  }

  /** What was aimed at last; null before the first {@link #look}. */
  Target target() {
    return last;
  }

  /** Does what was found about the last retuning; empty where there is nothing to do it to. */
  List<Outcome> settle(Finding finding) {
    return looking && !handsOff()
        ? undo.settle(finding, last, this::moved)
        : Collections.<Outcome>emptyList();
  }

  /** What has done harm may be moved again. */
  void forgive() {
    undo.forgive();
  }

  /** Puts back what was when the JVM had started. */
  public void restore(HostProfile profile) {
    restoration.take(() -> rules.target(profile, supply));
    touched = false;
    looking = false;
    undo.forget();
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
