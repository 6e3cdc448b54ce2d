package io.hostshift.report.jmx;

import io.hostshift.host.Identifier;

/** An identifier as JMX clients see it. */
public final class IdentifierView {
  private final Identifier identifier;

  IdentifierView(Identifier identifier) {
    this.identifier = identifier;
  }

  public String getName() {
    return identifier.name();
  }

  public String getValue() {
    return identifier.value();
  }

  public String getScope() {
    return identifier.scope().name();
  }

  public String getSource() {
    return identifier.source();
  }
}
