package io.hostshift.tune.measurement;

import java.io.IOException;

/** A repair that counts how often it was applied, and fails when told to. */
final class FakeRepair implements Repair {
  private final String name;
  private String failure;
  private int applied;

  FakeRepair(String name) {
    this.name = name;
  }

  void failing(String reason) {
    failure = reason;
  }

  int applied() {
    return applied;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String apply() throws IOException {
    applied++;
    if (failure != null) {
      throw new IOException(failure);
    }
    return name + " done";
  }
}
