package io.hostshift.agent;

import io.hostshift.base.Deputy;
import io.hostshift.base.Log;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.tune.pool.JdkPools;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.pool.PoolWatch;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Watches the application's pools, and makes the calls that may have them start threads. */
final class Pooling {
  private volatile Deputy deputy = Deputy.here();
  private volatile PoolWatch watch;

  /** On a thread whose priority is as the application's: threads take it over. */
  void start(Configuration configuration, Instrumentation instrumentation, Log log) {
    Key.PoolsMode wanted = configuration.get(Key.POOLS);
    boolean resize = wanted == Key.PoolsMode.RESIZE;
    if (resize || JdkPools.startThreads()) {
      deputy = Deputy.start();
    }
    if (wanted != Key.PoolsMode.OFF) {
      watch = PoolWatch.start(instrumentation, resize ? deputy : null, log);
    }
  }

  Deputy deputy() {
    return deputy;
  }

  /** Null if pools are off. */
  PoolWatch watch() {
    return watch;
  }

  /** Null if pools are off. */
  PoolSizes sizes() {
    return watch == null ? null : watch.sizes();
  }

  /** Takes the hook out; from any other thread than its own. */
  void stop() {
    if (watch != null) {
      watch.stop();
    }
  }

  /**
   * Calls nothing any more.
   *
   * @return what has not ended, a sentence each
   */
  List<String> end() {
    return deputy.stop();
  }
}
