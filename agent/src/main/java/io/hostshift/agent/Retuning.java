package io.hostshift.agent;

import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.source.capacity.MemoryPressure;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.tune.KillSwitch;
import io.hostshift.tune.Retuner;
import io.hostshift.tune.Settings;
import io.hostshift.tune.Tuner;
import io.hostshift.tune.guard.Breaker;
import io.hostshift.tune.guard.CollectorMeter;
import io.hostshift.tune.guard.Probation;
import io.hostshift.tune.memory.JvmMemory;
import io.hostshift.tune.memory.MemoryWatch;
import io.hostshift.tune.rules.Rules;
import java.lang.instrument.Instrumentation;
import java.util.function.IntSupplier;

/** What moves the settings of this JVM, joined as the configuration says. */
final class Retuning {
  private final Settings settings;
  private final KillSwitch killSwitch;
  private final JvmMemory memory;
  private final Tuner tuner;
  private final Retuner retuner;
  private final Breaker breaker;

  /**
   * @param configured the processors that this machine is configured with; less than 1 if unknown
   * @param errands looks at files that operators keep
   */
  Retuning(
      Configuration configuration,
      Instrumentation instrumentation,
      GuestFiles files,
      IntSupplier configured,
      Pooling pools,
      NanoClock clock,
      Errands errands,
      Log log) {
    killSwitch = new KillSwitch(configuration.get(Key.KILL_SWITCH), errands);
    if (killSwitch.fault() != null) {
      log.error(killSwitch.fault());
    }
    memory = new JvmMemory(clock);
    boolean follows = configuration.get(Key.MEMORY) == Key.MemoryMode.FOLLOW;
    CollectorMeter meter = new CollectorMeter();
    breaker = Breaker.ofThisJvm(meter::collections, log);
    settings =
        new Settings(
            configuration.get(Key.SETTINGS),
            configuration.get(Key.HEADROOM),
            follows,
            memory,
            instrumentation,
            breaker,
            errands,
            log);
    Rules rules = configuration.isSet(Key.RULES) ? configuration.get(Key.RULES) : Rules.NONE;
    tuner =
        settings.tuner(rules, killSwitch, files, configured, clock, pools.sizes(), pools.deputy());
    tuner.observe(configuration.get(Key.MODE) == Key.Mode.OBSERVE);
    memory.release().forbidWhile(tuner::handsOff);
    long leastNanos = configuration.get(Key.MIN_RETUNE);
    retuner = new Retuner(tuner, clock, leastNanos);
    breaker.look();
    retuner.guard(breaker, new Probation(meter, clock));
    if (follows) {
      MemoryPressure pressure = new MemoryPressure(files);
      retuner.watch(new MemoryWatch(pressure::read, () -> memory.relieve(log), clock, leastNanos));
    }
  }

  KillSwitch killSwitch() {
    return killSwitch;
  }

  JvmMemory memory() {
    return memory;
  }

  Tuner tuner() {
    return tuner;
  }

  Breaker breaker() {
    return breaker;
  }

  Retuner retuner() {
    return retuner;
  }

  /** Lets go of the JVM's memory, once no setting is looked at any more. */
  void close() {
    breaker.close();
    settings.close();
  }
}
