package io.hostshift.tune;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.FakeSetting;
import io.hostshift.tune.setting.Supply;
import java.util.Collections;

/** A tuner with one fake setting, "fake", that had 16 at the start. */
public final class TunerBench {
  private final FakeSetting setting = new FakeSetting("fake", 16);
  private boolean killed;
  private String news = "";
  private String unsound = "";
  private int moves;
  private final Tuner tuner =
      new Tuner(
          Collections.singletonList(setting),
          Collections.singletonList(SampleOutcomes.left("other", "this JVM has no such flag")),
          Rules.NONE,
          supply(),
          () -> killed);

  private Supply supply() {
    return new Supply() {
      @Override
      public int system(HostProfile profile) {
        return profile.capacity().processors();
      }

      @Override
      public String unsound(HostProfile profile) {
        return profile.capacity().online() > 1 ? unsound : "";
      }

      @Override
      public void moved() {
        moves++;
      }

      @Override
      public String changed() {
        String told = news;
        news = "";
        return told;
      }
    };
  }

  /** From now on this JVM is not sound on more than one processor. */
  public void unsound(String why) {
    unsound = why;
  }

  /** The supply tells once that it has other numbers, and why. */
  void change(String why) {
    news = why;
  }

  /** How often the supply was told that the VM has moved. */
  int moves() {
    return moves;
  }

  public Tuner tuner() {
    return tuner;
  }

  public void kill(boolean now) {
    killed = now;
  }

  /** Where the setting is. */
  public int current() {
    return setting.current();
  }

  FakeSetting setting() {
    return setting;
  }

  /** A host on which the system reports so many processors. */
  public static HostProfile host(int processors) {
    Capacity capacity = new Capacity(processors, processors, 0, 1L << 34, 0);
    return HostProfile.EMPTY.with(Collections.emptyList(), capacity, 1);
  }
}
