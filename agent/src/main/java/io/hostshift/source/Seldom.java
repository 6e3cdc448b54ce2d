package io.hostshift.source;

/** A source of a live machine, looked at as often as it is worth: see {@link #readsPerLook}. */
public final class Seldom extends SourceAround {
  private final Looks looks = new Looks();

  private Seldom(Source source) {
    super(source);
  }

  /**
   * @param live whether this is the machine itself; files that were copied are read each time
   */
  public static Source of(Source source, boolean live) {
    return live ? new Seldom(source) : source;
  }

  @Override
  public Reading read(Reading last) {
    if (last != null && !looks.due()) {
      return last;
    }
    Reading now = inner().read(last);
    boolean differs = last != null && now != last;
    looks.next(differs ? 1 : readsPerLook(now));
    return now;
  }
}
