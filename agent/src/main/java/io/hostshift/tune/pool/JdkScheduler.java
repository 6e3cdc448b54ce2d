package io.hostshift.tune.pool;

import io.hostshift.base.Deputy;
import io.hostshift.base.Likeness;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.VirtualThreads;
import java.io.IOException;

/** The scheduler of virtual threads of this JVM. */
public final class JdkScheduler implements PoolParallelism.Pool {
  private static final String CONFIGURED = "jdk.virtualThreadScheduler.parallelism";

  private final VirtualThreads threads;
  private final Deputy deputy;

  public JdkScheduler(VirtualThreads threads, Deputy deputy) {
    this.threads = threads;
    this.deputy = deputy;
  }

  @Override
  public String lever() {
    return "setParallelism of the scheduler";
  }

  @Override
  public boolean created() {
    try {
      return threads.used();
    } catch (UnavailableException e) {
      return false;
    }
  }

  @Override
  public boolean configured() {
    return System.getProperty(CONFIGURED) != null;
  }

  @Override
  public int parallelism() throws IOException {
    return threads.parallelism();
  }

  @Override
  public void setParallelism(int parallelism) throws IOException {
    deputy.finish(lever(), Likeness.ofTheApplication(), () -> threads.setParallelism(parallelism));
  }
}
