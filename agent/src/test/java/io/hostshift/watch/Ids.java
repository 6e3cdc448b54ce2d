package io.hostshift.watch;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;

/** Identifiers of each scope, short to write. */
public final class Ids {
  public static final String MARKER = "vmclock.disruption_marker";
  static final String GENERATION = "vmclock.vm_generation_counter";

  private Ids() {}

  public static Identifier vm(String name, String value) {
    return new Identifier(name, value, Scope.VM);
  }

  public static Identifier instance(String name, String value) {
    return new Identifier(name, value, Scope.INSTANCE);
  }

  public static Identifier model(String name, String value) {
    return new Identifier(name, value, Scope.MODEL);
  }

  public static Identifier epoch(String name, String value) {
    return new Identifier(name, value, Scope.EPOCH);
  }
}
