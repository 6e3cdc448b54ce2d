package io.hostshift.source;

/**
 * A source that this machine most likely does not have is looked for at every 64th poll only, once
 * it was not there: what a hypervisor offers is there from the boot on.
 */
public final class SeldomIfAbsent implements Source, AutoCloseable {
  private static final int READS_PER_LOOK = 64;

  private final Source source;
  private int readsUntilLook;

  public SeldomIfAbsent(Source source) {
    this.source = source;
  }

  /** What is looked for; the source itself where it is looked for always. */
  public static Source bare(Source source) {
    return source instanceof SeldomIfAbsent ? ((SeldomIfAbsent) source).source : source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public boolean blocking() {
    return source.blocking();
  }

  @Override
  public Reading read(Reading last) {
    if (last != null && last.state() == State.ABSENT && --readsUntilLook >= 0) {
      return last;
    }
    readsUntilLook = READS_PER_LOOK - 1;
    return source.read(last);
  }

  @Override
  public void close() throws Exception {
    if (source instanceof AutoCloseable) {
      ((AutoCloseable) source).close();
    }
  }
}
