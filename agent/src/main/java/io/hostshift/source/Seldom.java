package io.hostshift.source;

/** A source of a live machine, looked at as often as it is worth: see {@link #readsPerLook}. */
public final class Seldom implements Source {
  private final Source source;
  private final Looks looks = new Looks();

  private Seldom(Source source) {
    this.source = source;
  }

  /**
   * @param live whether this is the machine itself; files that were copied are read each time
   */
  public static Source of(Source source, boolean live) {
    return live ? new Seldom(source) : source;
  }

  @Override
  public Traits traits() {
    return source.traits();
  }

  @Override
  public boolean blocking() {
    return source.blocking();
  }

  @Override
  public Reading read(Reading last) {
    if (last != null && !looks.due()) {
      return last;
    }
    Reading now = source.read(last);
    boolean differs = last != null && now != last;
    looks.next(differs ? 1 : source.readsPerLook(now));
    return now;
  }

  @Override
  public int readsPerLook(Reading last) {
    return source.readsPerLook(last);
  }

  @Override
  public boolean undecided() {
    return source.undecided();
  }

  @Override
  public long restNanos(long intervalNanos) {
    return source.restNanos(intervalNanos);
  }

  @Override
  public long leastRestNanos() {
    return source.leastRestNanos();
  }

  @Override
  public void hurry() {
    source.hurry();
  }

  @Override
  public void close() {
    source.close();
  }
}
