package io.hostshift.agent;

import io.hostshift.base.NanoClock;
import io.hostshift.base.Scribe;
import io.hostshift.log.LogOutlet;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** All who write to a place that may hang: the log, and those that come with the outlets. */
final class OutletWriters {
  private static final long WRITE_MILLIS = 500;

  /** A JVM that ends within this time is a tool, whose console scripts may read. */
  private static final long SHORT_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String[] FOR_ALL = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  private final LogOutlet log;
  private final Supplier<List<Scribe>> others;

  /**
   * @param others beside the log, as far as there are any yet
   */
  OutletWriters(LogOutlet log, Supplier<List<Scribe>> others) {
    this.log = log;
    this.others = others;
  }

  /** Has the log wait at first, where each JVM of this environment has the agent. */
  void holdForTools(File jar, NanoClock clock) {
    if (broughtToAll(jar)) {
      log.scribe().hold(clock.nanos() + SHORT_LIFE_NANOS);
    }
  }

  /** Whether tools of a second have the agent as well. */
  private static boolean broughtToAll(File jar) {
    for (String variable : FOR_ALL) {
      String options = System.getenv(variable);
      if (options != null && options.contains("-javaagent:") && options.contains(jar.getName())) {
        return true;
      }
    }
    return false;
  }

  /** Places that keep something waiting, a sentence each. */
  List<String> troubles() {
    List<Scribe> all = new ArrayList<>();
    all.add(log.scribe());
    all.addAll(others.get());
    List<String> troubles = new ArrayList<>();
    for (Scribe scribe : all) {
      String trouble = scribe.trouble();
      if (trouble != null) {
        troubles.add(trouble);
      }
    }
    return troubles;
  }

  /** How many lines of the log were dropped. */
  long unsaid() {
    return log.scribe().dropped();
  }

  /**
   * Ends all but the log, which still has to say how it went; the last one first.
   *
   * @return what has not ended, a sentence each
   */
  List<String> endOthers() {
    List<Scribe> ending = new ArrayList<>(others.get());
    Collections.reverse(ending);
    List<String> waiting = new ArrayList<>();
    for (Scribe scribe : ending) {
      end(scribe, waiting);
    }
    return waiting;
  }

  /**
   * Ends the log.
   *
   * @param waiting gets a sentence if it has not ended
   */
  void endLog(List<String> waiting) {
    end(log.scribe(), waiting);
    log.close();
  }

  private static void end(Scribe scribe, List<String> waiting) {
    if (!scribe.end(WRITE_MILLIS)) {
      waiting.add(scribe.remains());
    }
  }
}
