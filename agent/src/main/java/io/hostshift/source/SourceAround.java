package io.hostshift.source;

/** A source that stands before another one, and is asked in its place. */
public abstract class SourceAround implements Source {
  private final Source inner;

  protected SourceAround(Source inner) {
    this.inner = inner;
  }

  /** The one behind. */
  protected final Source inner() {
    return inner;
  }

  @Override
  public final Traits traits() {
    return inner.traits();
  }

  @Override
  public final boolean blocking() {
    return inner.blocking();
  }

  @Override
  public final int readsPerLook(Reading last) {
    return inner.readsPerLook(last);
  }

  @Override
  public final boolean undecided() {
    return inner.undecided();
  }

  @Override
  public final long restNanos(long intervalNanos) {
    return inner.restNanos(intervalNanos);
  }

  @Override
  public final long leastRestNanos() {
    return inner.leastRestNanos();
  }

  @Override
  public final void hurry() {
    inner.hurry();
  }

  @Override
  public final void close() {
    inner.close();
  }
}
