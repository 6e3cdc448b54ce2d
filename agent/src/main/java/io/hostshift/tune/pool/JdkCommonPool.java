package io.hostshift.tune.pool;

import io.hostshift.base.Deputy;
import io.hostshift.base.Likeness;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.ClassStates;
import io.hostshift.hotspot.ForkJoinPools;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/** The common pool of this JVM. */
public final class JdkCommonPool implements PoolParallelism.Pool {
  private static final String CONFIGURED = "java.util.concurrent.ForkJoinPool.common.parallelism";

  private final ClassStates classes;
  private final Deputy deputy;

  public JdkCommonPool(ClassStates classes, Deputy deputy) {
    this.classes = classes;
    this.deputy = deputy;
  }

  @Override
  public String lever() {
    return "ForkJoinPool.setParallelism";
  }

  /** It is made by the static initialiser of its class, which must not run on our behalf. */
  @Override
  public boolean created() {
    try {
      return classes.initialised("java.util.concurrent.ForkJoinPool");
    } catch (UnavailableException e) {
      return false;
    }
  }

  @Override
  public boolean configured() {
    return System.getProperty(CONFIGURED) != null;
  }

  @Override
  public int parallelism() {
    return ForkJoinPool.commonPool().getParallelism();
  }

  @Override
  public void setParallelism(int parallelism) throws IOException {
    deputy.finish(
        lever(),
        Likeness.ofTheApplication(),
        () -> ForkJoinPools.setParallelism(ForkJoinPool.commonPool(), parallelism));
  }
}
