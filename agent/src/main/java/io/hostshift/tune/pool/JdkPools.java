package io.hostshift.tune.pool;

import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.ClassStates;
import io.hostshift.hotspot.ForkJoinPools;
import io.hostshift.hotspot.VirtualThreads;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.ThisJvm;

/** The two pools that the JDK itself sizes by the processors. */
public final class JdkPools {
  private JdkPools() {}

  /** Both, as far as this JVM lets them be moved. */
  public static Made made(ThisJvm jvm) {
    if (jvm.hotspot() == null) {
      return neither(jvm.closed());
    }
    try {
      ClassStates classes = ClassStates.open(jvm.instrumentation());
      Made made = new Made();
      add(
          made,
          PoolParallelism.common(new JdkCommonPool(classes, jvm.deputy())),
          ForkJoinPools.refusal());
      add(
          made,
          PoolParallelism.virtualThreads(
              new JdkScheduler(new VirtualThreads(classes), jvm.deputy())),
          VirtualThreads.refusal(jvm.hotspot().version()));
      return made;
    } catch (UnavailableException e) {
      return neither(e.getMessage());
    }
  }

  /** Whether one whose parallelism rises starts a thread at once, on the thread that says so. */
  public static boolean startThreads() {
    return ForkJoinPools.startThreads();
  }

  private static Made neither(String reason) {
    return Made.left(PoolParallelism.COMMON, reason).leave(PoolParallelism.VIRTUAL_THREADS, reason);
  }

  private static void add(Made made, Setting pool, String refusal) {
    if (refusal == null) {
      made.add(pool);
    } else {
      made.leave(pool.type(), refusal);
    }
  }
}
