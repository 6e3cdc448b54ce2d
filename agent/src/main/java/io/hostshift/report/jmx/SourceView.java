package io.hostshift.report.jmx;

import io.hostshift.watch.SourceStatus;

/** How a source stands, as JMX clients see it. */
public final class SourceView {
  private final SourceStatus source;

  SourceView(SourceStatus source) {
    this.source = source;
  }

  public String getName() {
    return source.name();
  }

  public String getState() {
    return source.state().name();
  }

  public String getReason() {
    return source.reason();
  }

  public long getReadNanos() {
    return source.readNanos();
  }
}
