package io.hostshift.agent;

import io.hostshift.base.Log;
import io.hostshift.base.NanoClock;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.config.KnownNames;
import io.hostshift.config.Selection;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.UnavailableException;
import io.hostshift.source.capacity.StealTime;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.tune.Levers;
import io.hostshift.tune.Tuner;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.processor.Entitlement;
import io.hostshift.tune.processor.StealMeter;
import io.hostshift.tune.processor.StealWindow;
import io.hostshift.tune.processor.Supplied;
import io.hostshift.tune.processor.SystemProcessors;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.ThisJvm;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/** Makes what tunes this JVM from the configuration; what cannot be had becomes one line. */
final class Settings {
  /** Steal comes and goes; what lasts a minute is worth following. */
  private static final long STEAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Configuration configuration;
  private final Instrumentation instrumentation;
  private final Log log;
  private final KnownNames names;

  /** Null where this JVM has none, or its levers were not made yet. */
  private HotSpot hotspot;

  Settings(Configuration configuration, Instrumentation instrumentation, Log log) {
    this.configuration = configuration;
    this.instrumentation = instrumentation;
    this.log = log;
    this.names = new KnownNames(configuration, problem -> log.error(problem.toString()));
  }

  /**
   * The tuner of this JVM, which has yet to be told of a host.
   *
   * @param files of the guest, from which more is read where a rule asks for it
   * @param pools null if they are off
   */
  Tuner tuner(GuestFiles files, NanoClock clock, PoolSizes pools) {
    Rules rules = rules();
    Tuner tuner = new Tuner(levers(pools), rules, supply(rules, files, clock), this::killed);
    tuner.observe(configuration.text(Key.MODE).equals("observe"));
    return tuner;
  }

  /** Lets go of the JVM's memory, once no setting is looked at any more. */
  void close() {
    if (hotspot != null) {
      hotspot.close();
    }
  }

  Levers levers(PoolSizes pools) {
    Selection selection = names.select(Key.SETTINGS, Levers.NAMES);
    ThisJvm jvm;
    try {
      hotspot = HotSpot.open(instrumentation);
      jvm = ThisJvm.open(hotspot, instrumentation);
      jvm.asked(selection::wants, picked(), headroom(hotspot));
    } catch (UnavailableException e) {
      log.warn("settings stay as they are, moves are still noticed: " + e.getMessage());
      jvm = ThisJvm.closed(e.getMessage(), instrumentation);
      jvm.asked(selection::wants, picked(), configuration.flag(Key.HEADROOM));
    }
    Levers levers = Levers.of(jvm.with(pools));
    levers.refusals().forEach(log::warn);
    return levers;
  }

  /** Whether a lever or a part of a setting was picked. */
  private BiPredicate<String, String> picked() {
    Map<String, Set<String>> picked = new LinkedHashMap<>();
    Levers.PARTS.forEach(
        (setting, parts) -> picked.put(setting, names.parts(Key.SETTINGS, setting, parts)));
    return (setting, part) -> picked.containsKey(setting) && picked.get(setting).contains(part);
  }

  private boolean headroom(HotSpot hotspot) {
    if (!configuration.flag(Key.HEADROOM)) {
      return false;
    }
    boolean ceiling =
        hotspot.flag("ActiveProcessorCount") != null
            && hotspot.flag("ActiveProcessorCount").origin().explicit();
    if (!ceiling) {
      log.warn("headroom=true needs -XX:ActiveProcessorCount=CEILING on the command line as well");
    }
    return ceiling;
  }

  private Rules rules() {
    String file = configuration.text(Key.RULES);
    if (file == null) {
      return Rules.NONE;
    }
    try {
      return RulesFile.read(new File(file), Levers.NUMBERS);
    } catch (IOException e) {
      log.error("rules are not used: " + e.getMessage());
      return Rules.NONE;
    }
  }

  private Supply supply(Rules rules, GuestFiles files, NanoClock clock) {
    Entitlement entitlement = rules.askEntitlement() ? new Entitlement(files) : null;
    if (entitlement != null && !entitlement.processors().isPresent()) {
      log.warn("rules name the entitlement, but this VM shows no cap: it counts as os");
    }
    StealMeter steal =
        rules.measureSteal()
            ? new StealMeter(new StealTime(files), new StealWindow(STEAL_NANOS), clock)
            : null;
    return new Supplied(
        new SystemProcessors(() -> Runtime.getRuntime().availableProcessors()), entitlement, steal);
  }

  private boolean killed() {
    String file = configuration.text(Key.KILL_SWITCH);
    return file != null && new File(file).exists();
  }
}
