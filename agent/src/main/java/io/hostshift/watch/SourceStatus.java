package io.hostshift.watch;

import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;

/** How one source stood after its last read. */
public final class SourceStatus {
  private final String name;
  private final ReadState state;
  private final String reason;
  private final long readNanos;

  private SourceStatus(String name, ReadState state, String reason, long readNanos) {
    this.name = name;
    this.state = state;
    this.reason = reason;
    this.readNanos = readNanos;
  }

  public static SourceStatus of(String name, Reading last, long readNanos) {
    return new SourceStatus(name, last.state(), last.reason(), readNanos);
  }

  public String name() {
    return name;
  }

  public ReadState state() {
    return state;
  }

  /** Empty if all could be read. */
  public String reason() {
    return reason;
  }

  /** How long the last read took, in nanoseconds. */
  public long readNanos() {
    return readNanos;
  }
}
