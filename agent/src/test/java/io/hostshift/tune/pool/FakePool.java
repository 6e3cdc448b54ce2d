package io.hostshift.tune.pool;

import io.hostshift.tune.setting.Setting;

/** A pool that only remembers. */
public final class FakePool implements PoolParallelism.Pool {
  private boolean created = true;
  private boolean configured;
  private int parallelism;
  private int sets;

  FakePool(int parallelism) {
    this.parallelism = parallelism;
  }

  /** The setting of a common pool with so many threads. */
  public static Setting common(int parallelism) {
    return PoolParallelism.common(new FakePool(parallelism));
  }

  void created(boolean now) {
    created = now;
  }

  void configured(boolean now) {
    configured = now;
  }

  /** As the application would. */
  void change(int newParallelism) {
    parallelism = newParallelism;
  }

  int sets() {
    return sets;
  }

  @Override
  public String lever() {
    return "fake";
  }

  @Override
  public boolean created() {
    return created;
  }

  @Override
  public boolean configured() {
    return configured;
  }

  @Override
  public int parallelism() {
    if (!created) {
      throw new IllegalStateException("asking creates the pool");
    }
    return parallelism;
  }

  @Override
  public void setParallelism(int newParallelism) {
    sets++;
    parallelism = newParallelism;
  }
}
