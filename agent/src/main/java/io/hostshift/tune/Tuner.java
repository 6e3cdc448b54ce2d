package io.hostshift.tune;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Brings the settings of this JVM to what a JVM started on this host would have.
 *
 * <p>All methods but {@link #statuses} and {@link #unreached} are called on one thread.
 */
public final class Tuner {
  private final List<Setting> settings;
  private final Map<String, Status> statuses = new LinkedHashMap<>();
  private final Rules rules;
  private final Supply supply;
  private final BooleanSupplier killed;
  private volatile boolean observing;
  private boolean touched;
  private Target last;

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
      statuses.put(setting.name(), Status.left(setting.type(), "not looked at yet"));
    }
    for (Status status : unavailable) {
      statuses.put(status.name(), status);
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

  /**
   * Says where the settings stand, without changing any: to be called before anything else.
   *
   * @param profile the host of the start
   */
  public void look(HostProfile profile) {
    Target target = target(profile);
    for (Setting setting : settings) {
      put(plan(setting, target));
    }
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
    Target target = target(profile);
    last = target;
    boolean mayChange = !observing && !killed();
    List<Outcome> outcomes = new ArrayList<>();
    for (Setting setting : settings) {
      Status plan = plan(setting, target);
      Status now = mayChange ? moved(setting, target, plan) : onlySaid(plan);
      put(now);
      outcomes.add(new Outcome(plan.current(), now));
    }
    return withUnavailable(outcomes);
  }

  private Target target(HostProfile profile) {
    return rules.target(profile, supply);
  }

  /** One that cannot tell how it stands must not keep the others from being retuned. */
  private Status plan(Setting setting, Target target) {
    try {
      return setting.plan(target);
    } catch (RuntimeException | LinkageError e) {
      return status(setting.name()).as(SettingState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Status moved(Setting setting, Target target, Status plan) {
    if (plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED) {
      return plan;
    }
    try {
      setting.move(target);
      touched = true;
      return setting.plan(target);
    } catch (IOException | RuntimeException | LinkageError e) {
      return plan.as(SettingState.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private Status onlySaid(Status plan) {
    if (plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED) {
      return plan;
    }
    return observing
        ? plan.as(SettingState.OBSERVED, "mode is observe")
        : plan.as(SettingState.LEFT, "the kill switch is on");
  }

  private List<Outcome> withUnavailable(List<Outcome> outcomes) {
    List<String> named = new ArrayList<>();
    for (Setting setting : settings) {
      named.add(setting.name());
    }
    for (Status status : statuses()) {
      if (!named.contains(status.name())) {
        outcomes.add(new Outcome(status.current(), status));
      }
    }
    return outcomes;
  }

  /** At each poll: whether there are other processors now by what is measured of the host. */
  public boolean supplyChanged() {
    return supply.changed();
  }

  /**
   * At each poll: levers that depend on the size of the heap follow it, and what has become of them
   * is said, such as a floor that has risen with the application's threads.
   */
  public void lookAgain() {
    if (!touched || observing || killed()) {
      return;
    }
    for (Setting setting : settings) {
      try {
        setting.lookAgain();
        SettingState state = status(setting.name()).state();
        if (state == SettingState.APPLIED
            || state == SettingState.FLOOR
            || state == SettingState.CEILING) {
          put(plan(setting, last));
        }
      } catch (IOException | RuntimeException e) {
        put(status(setting.name()).as(SettingState.FAILED, String.valueOf(e.getMessage())));
      }
    }
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
            status(setting.name())
                .as(SettingState.FAILED, "could not be restored: " + e.getMessage());
      }
      put(status);
    }
    touched = false;
  }

  private void put(Status status) {
    synchronized (statuses) {
      statuses.put(status.name(), status);
    }
  }

  private Status status(String name) {
    synchronized (statuses) {
      return statuses.get(name);
    }
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
    synchronized (statuses) {
      return new ArrayList<>(statuses.values());
    }
  }
}
