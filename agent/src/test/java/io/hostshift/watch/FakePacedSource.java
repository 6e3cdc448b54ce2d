package io.hostshift.watch;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.util.Collections;

/** A source that may have to wait, and says what the test has it say. */
final class FakePacedSource implements Source {
  private final String name;
  private volatile String value = "a";
  long rest = 30;
  long leastRest = 10;
  boolean hurried;

  FakePacedSource(String name) {
    this.name = name;
  }

  void says(String text) {
    value = text;
  }

  @Override
  public Traits traits() {
    return Traits.named(name);
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Reading read(Reading last) {
    return Reading.of(
            Collections.singletonList(new Identifier(name + ".host", value, Scope.INSTANCE)))
        .orSame(last);
  }

  @Override
  public long restNanos(long intervalNanos) {
    return rest;
  }

  @Override
  public long leastRestNanos() {
    return leastRest;
  }

  @Override
  public void hurry() {
    hurried = true;
  }
}
